import hashlib
import os
from pathlib import Path

import docx
import pytest

from index.errors import SourceError
from index.source import read_source

PROSE = "一、工作回顾\r\n全年完成投资3.2亿元，同比增长8%。\r\n二、工作打算\n继续推进重点项目建设。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_is_decoded_without_moving_a_character(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(PROSE.encode(encoding))
    text, digest = read_source(path)
    assert text.removeprefix("\ufeff") == PROSE
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_offsets_count_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + PROSE.encode())
    assert read_source(path)[0].index("一、工作回顾") == 1


@pytest.mark.parametrize("inside", ["\x00", "\u2028", "\r", "\x85", "😀", "\u3000", "\u200b"])
def test_characters_that_split_or_vanish_elsewhere_are_kept(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(f"工作{inside}报告。".encode())
    assert read_source(path)[0] == f"工作{inside}报告。"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t ",
        "\ufeff".encode(),
        "。、——".encode(),
        bytes(range(256)),
        hashlib.sha512(b"random").digest() * 40,
        b"\x89PNG\r\n\x1a\n" + b"\xb0\xa1" * 4,
        "Ärger über Öl. ".encode("latin-1") * 20,
        PROSE.encode() + b"\xff",
        b"\xff\xfe\x00",
        PROSE.encode("big5", "ignore") * 3,
    ],
    ids=["empty", "blank", "bom", "marks", "bytes", "random", "png", "latin", "utf8-cut", "utf16-odd", "big5"],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"bad\.txt: (the file holds no text|neither UTF-8 nor GB18030)"):
        read_source(path)


def test_missing_and_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / "folder.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / "loop.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError, match="no such file"):
        read_source(tmp_path / "gone.txt")
    with pytest.raises(SourceError, match="cannot be read"):
        read_source(tmp_path / ("长" * 300 + ".txt"))
    with pytest.raises(SourceError, match="files of this kind"):
        read_source(tmp_path / "report.pdf")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_without_read_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(PROSE, "utf-8")
    path.chmod(0)
    with pytest.raises(SourceError, match="Permission denied"):
        read_source(path)


def test_a_symlink_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(PROSE, "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    assert read_source(tmp_path / "link.txt") == read_source(tmp_path / "real.txt")


def make_docx(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、主要指标")
    table = document.add_table(3, 2)
    for number, words in enumerate(["指标", "数值", "财政收入", "3200万元"]):
        table.cell(number // 2, number % 2).text = words
    table.cell(2, 0).merge(table.cell(2, 1)).text = "合并\n单元格"
    document.add_paragraph("以上数据为快报数。")
    document.save(str(path))


def test_docx_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    make_docx(tmp_path / "a.docx")
    text, _ = read_source(tmp_path / "a.docx")
    assert text == "一、主要指标\n指标\t数值\n财政收入\t3200万元\n合并 单元格\n以上数据为快报数。"


def test_a_damaged_docx_is_refused_or_read_but_never_crashes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    make_docx(path)
    whole = path.read_bytes()
    refused = 0
    for step in range(0, len(whole), len(whole) // 40):
        for data in (whole[:step], whole[:step] + bytes([whole[step] ^ 0x55]) + whole[step + 1 :]):
            path.write_bytes(data)
            try:
                assert read_source(path)[0]
            except SourceError as error:
                assert "a.docx: not a readable .docx file" in str(error)
                refused += 1
    assert refused > 40
