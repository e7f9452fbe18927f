import os
from pathlib import Path

import pytest
from conftest import DOCS

from index.catalog import find_title, load_reports
from index.errors import SourceError

TEXT = "某镇2023年工作总结\n\n一、主要成效\n全年完成投资3.2亿元，同比增长8%，实现稳步增长。\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_the_report_of_the_project_has_its_metadata() -> None:
    (report,) = load_reports(DOCS)
    assert report.id == "liucheng-2024h1"
    assert report.title == "柳城畲族镇2024年上半年工作总结和下半年工作思路"
    assert (report.issuer, report.published) == ("柳城畲族镇", "2025-08-12")
    assert "2024年上半年" in report.period
    assert report.index_number == "11330723002601520C/2025-279923"
    assert report.text.encode() == (DOCS / report.file).read_bytes()


def test_a_file_without_an_entry_is_named_by_its_stem_and_text(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"b.txt": TEXT, "a b#(中).md": "没有题目,只有正文,写得很长很长的一段正文内容在这里。", "README.md": "x"},
    )
    write(tmp_path, {".hidden.txt": TEXT, "~$b.docx": "lock", "notes.csv": "1,2"})
    reports = load_reports(tmp_path)
    assert [(r.id, r.file, r.title) for r in reports] == [
        ("a b#(中)", "a b#(中).md", "a b#(中)"),
        ("b", "b.txt", "某镇2023年工作总结"),
    ]


def test_catalogue_order_comes_first_then_file_names(tmp_path: Path) -> None:
    catalog = '\ufeff[[report]]\nid = "z"\nfile = "z.txt"\n[[report]]\nid = "m"\nfile = "m.txt"\n'
    write(tmp_path, {"a.txt": TEXT, "m.txt": TEXT, "z.txt": TEXT, "catalog.toml": catalog})
    assert [report.id for report in load_reports(tmp_path)] == ["z", "m", "a"]


@pytest.mark.parametrize(
    ("catalog", "message"),
    [
        ("[[report]]\nid = 'x'", "lacks 'file'"),
        ("[[report]]\nfile = 'a.txt'", "lacks 'id'"),
        ("[[report]]\nid = ' '\nfile = 'a.txt'", "lacks 'id'"),
        ("[[report]]\nid = 3\nfile = 'a.txt'", "id must be a string"),
        ("[[report]]\nid = 'x'\nfile = 'a.txt'\nperiot = '2024'", "unknown key 'periot'"),
        ("[[report]]\nid = 'x'\nfile = '../a.txt'", "must name a file in this folder"),
        ("[[report]]\nid = 'x'\nfile = 'none.txt'", "none.txt: there is no such file"),
        ("[[report]]\nid = 'x'\nfile = 'a.txt'\n[[report]]\nid = 'x'\nfile = 'b.txt'", "two reports have the id 'x'"),
        ("[[report]]\nid = 'x'\nfile = 'a.txt'\n[[report]]\nid = 'y'\nfile = 'a.txt'", "'a.txt' is listed twice"),
        ("[[report]]\nid = 'b'\nfile = 'a.txt'", "two reports have the id 'b'"),
        ("report = 'a.txt'", r"listed as \[\[report\]\]"),
        ("[[report]\nid = 'x'", "not valid TOML"),
        ("[[report]]\nid = 'x'\nfile = 'a.txt", "not valid TOML"),
    ],
)
def test_a_broken_catalogue_is_refused_with_the_fault(tmp_path: Path, catalog: str, message: str) -> None:
    write(tmp_path, {"a.txt": TEXT, "b.txt": TEXT, "catalog.toml": catalog})
    with pytest.raises(SourceError, match=message):
        load_reports(tmp_path)


def test_a_catalogue_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_bytes('[[report]]\nid = "县"'.encode("gb18030"))
    with pytest.raises(SourceError, match=r"catalog\.toml: not valid TOML"):
        load_reports(tmp_path)


def test_folders_without_reports_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no report in this folder"):
        load_reports(tmp_path)
    with pytest.raises(SourceError, match="no such folder"):
        load_reports(tmp_path / "none")
    write(tmp_path, {"file": ""})
    with pytest.raises(SourceError, match="no such folder"):
        load_reports(tmp_path / "file")
    with pytest.raises(SourceError, match="cannot be listed"):
        load_reports(tmp_path / ("长" * 300))


def test_one_bad_file_is_named_rather_than_skipped(tmp_path: Path) -> None:
    write(tmp_path, {"good.txt": TEXT, "void.txt": ""})
    with pytest.raises(SourceError, match=r"void\.txt"):
        load_reports(tmp_path)


def test_a_file_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_text(TEXT, "utf-8")
    with pytest.raises(SourceError, match="not UTF-8; rename"):
        load_reports(tmp_path)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\\# 某局2023年工作总结\n正文。", "某局2023年工作总结"),
        ("工作报告\n某县2024年政府工作报告\n正文。", "某县2024年政府工作报告"),
        ("政 府 工 作 报 告\n正文。", "政府工作报告"),
        ("现在，我向大会作政府工作报告。\n正文", ""),
        ("\n" * 500 + "某县2024年政府工作报告", "某县2024年政府工作报告"),
        ("某市2025年上半年工作情况和下半年安排\n正文。", "某市2025年上半年工作情况和下半年安排"),
        ("下一步工作安排\n某市2025年工作汇报\n正文。", "某市2025年工作汇报"),
        (
            "政府工作报告\n——2025年1月9日在某县第十八届人民代表大会第五次会议上\n二、2025年工作安排",
            "某县2025年政府工作报告",
        ),
        ("2025年政府工作报告\n——在某市第六届人民代表大会第五次会议上\n正文。", "某市2025年政府工作报告"),
        (
            "某市某区住房和城乡建设局\n2024年工作总结及2025年工作计划\n正文。",
            "某市某区住房和城乡建设局2024年工作总结及2025年工作计划",
        ),
        ("政府工作报告\n——2018年3月5日在第十三届全国人民代表大会第一次会议上\n正文。", "政府工作报告"),
        ("", ""),
    ],
)
def test_titles_are_found_in_the_text(text: str, title: str) -> None:
    assert find_title(text) == title
