"""What programs may call besides the page: ``search`` and ``figures``, and MCP where it is installed."""

import importlib.util
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from web_engine import REPORT_ID, FakeEngine, hostile_report, real_report, served

from app.__main__ import main
from app.web.desk import Desk
from app.web.programs import MAX_PASSAGES, Programs, check_count
from index.errors import QuestionError

REPORTS = {report.id: report for report in (real_report(), hostile_report())}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with served(lambda: FakeEngine(*REPORTS.values())) as server:
        yield Client(server.address, verbose=False)


def failure_of(client: Client, name: str, **arguments: Any) -> str:
    with pytest.raises(AppError) as caught:
        client.predict(api_name=name, **arguments)
    return str(caught.value)


def test_search_returns_passages_word_for_word_best_first(client: Client) -> None:
    found = client.predict("宣莲种植规模", REPORT_ID, 3, api_name="/search")
    assert len(found) == 3
    for one in found:
        assert REPORTS[one["report"]].text[one["start"] : one["end"]] == one["quote"]
        assert list(one) == ["report", "title", "section", "quote", "start", "end", "score"]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert len(client.predict("宣莲种植规模", api_name="/search")) == 5


def test_figures_returns_every_record_of_a_report(client: Client) -> None:
    found = client.predict(REPORT_ID, api_name="/figures")
    records = [asdict(figure) for figure in FakeEngine().index.figures]
    assert len(found) == len(records) > 40
    for one, record in zip(found, records, strict=True):
        assert {key: one[key] for key in record if key != "passage"} == {
            key: value for key, value in record.items() if key != "passage"
        }
        assert REPORTS[REPORT_ID].text[one["start"] : one["end"]] == one["quote"]
        assert one["quote"] in one["clause"]
    both = client.predict(api_name="/figures")
    assert {one["report"] for one in both} == set(REPORTS) and len(both) > len(found)


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("/search", {"question": ""}, "问题是空的"),
        ("/search", {"question": 7}, "问题应当是文字"),
        ("/search", {"question": "柳" * 600}, "问题太长"),
        ("/search", {"question": "财政收入", "report": "nowhere"}, "没有编号为 nowhere 的报告"),
        ("/search", {"question": "财政收入", "k": 0}, "k 应当是 1 到 50 的整数"),
        ("/search", {"question": "财政收入", "k": MAX_PASSAGES + 1}, "k 应当是 1 到 50 的整数"),
        ("/search", {"question": "财政收入", "k": "many"}, "k 应当是 1 到 50 的整数"),
        ("/search", {"question": "财政收入", "k": None}, "k 应当是 1 到 50 的整数"),
        ("/search", {"question": "出个故障"}, "出错了，没能回答：The reader's weights are damaged"),
        ("/figures", {"report": "nowhere"}, "没有编号为 nowhere 的报告"),
        ("/figures", {"report": 7}, "报告的编号不对"),
    ],
)
def test_bad_input_is_told_in_one_sentence(client: Client, name: str, arguments: dict[str, Any], sentence: str) -> None:
    told = failure_of(client, name, **arguments)
    assert sentence in told and "\n" not in told


def test_a_count_is_a_whole_number_in_its_range() -> None:
    assert (check_count(1), check_count(5.0), check_count(50)) == (1, 5, 50)
    for wrong in (True, 0, 51, -1, 2.5, float("nan"), float("inf"), "5", None, [5]):
        with pytest.raises(QuestionError):
            check_count(wrong)


def test_every_argument_of_an_endpoint_is_described_for_tools() -> None:
    from gradio.utils import get_function_description

    programs = Programs(Desk(FakeEngine))
    for endpoint in (programs.ask, programs.search, programs.figures):
        description, arguments, _ = get_function_description(endpoint)
        assert len(description) > 80 and arguments and all(arguments.values())


def test_mcp_without_its_packages_is_one_sentence_and_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("index.manifest.Manifest.read", lambda folder: None)
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *rest: None if name == "mcp" else find(name, *rest))
    assert main(["serve", "--mcp", "--port", "65000", "--index", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Error: ") and told.count("\n") == 1 and 'pip install ".[mcp]"' in told


def test_the_example_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(from gradio_client.*?)```", readme, re.DOTALL)
    with served(FakeEngine) as server:
        exec(example.replace("http://127.0.0.1:7860", server.address), {})  # words of our own README
    said = capsys.readouterr().out.splitlines()[-1]
    assert "4225.26万元" in said and said.endswith(" 42252600.0 元")
