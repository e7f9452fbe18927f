"""The MCP tools over a real connection: what they are called, what they return, and how they say what is wrong."""

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from mcp import Client
from web_engine import REPORT_ID, FakeEngine, hostile_report, real_report, served

from app.answer import REFUSAL_ZH

REPORTS = {report.id: report for report in (real_report(), hostile_report())}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(lambda: FakeEngine(*REPORTS.values()), mcp=True) as server:
        yield server.address


def use(address: str, work: Callable[[Client], Awaitable[Any]]) -> Any:
    async def visit() -> Any:
        async with Client(f"{address}/mcp") as client:
            return await work(client)

    return asyncio.run(visit())


def call(address: str, name: str, **arguments: Any) -> Any:
    return use(address, lambda client: client.call_tool(name, arguments))


def test_the_tools_are_the_endpoints_for_programs_and_tell_what_they_do(address: str) -> None:
    tools = {tool.name: tool for tool in use(address, lambda client: client.list_tools()).tools}
    assert list(tools) == ["ask", "search", "figures"]
    for tool in tools.values():
        described = (tool.description or "").splitlines()
        assert len(described) > 3 and not described[2].startswith(" "), "a docstring without its indentation"
        assert all(f"    {name}: " in described or any(line.startswith(f"    {name}: ") for line in described)
                   for name in tool.input_schema["properties"])  # fmt: skip
        assert tool.annotations is not None and tool.annotations.read_only_hint
    assert tools["ask"].input_schema["required"] == ["question"]


def test_an_answer_is_the_contract_json_as_text_and_as_structure(address: str) -> None:
    result = call(address, "ask", question="上半年财政总收入是多少？")
    (text,) = result.content
    answer = json.loads(text.text)
    assert answer == result.structured_content and not result.is_error
    assert answer["status"] == "answered" and "**4225.26万元**" in answer["answer"]
    (citation,) = answer["citations"]
    assert REPORTS[citation["report"]].text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_is_a_result_and_no_error(address: str) -> None:
    result = call(address, "ask", question="镇长叫什么名字？", report=REPORT_ID)
    assert not result.is_error
    assert result.structured_content["status"] == "refused" and result.structured_content["answer"] == REFUSAL_ZH


def test_history_makes_a_follow_up(address: str) -> None:
    history = [{"role": "user", "content": "宣莲种了多少亩？"}, {"role": "assistant", "content": "600亩"}]
    answer = call(address, "ask", question="那下半年呢？", history=history).structured_content
    assert answer["standalone_question"] == "宣莲种了多少亩（那下半年呢？）"


def test_passages_and_figures_are_word_for_word(address: str) -> None:
    passages = call(address, "search", question="宣莲种植规模", k=3).structured_content["result"]
    figures = call(address, "figures").structured_content["result"]
    assert len(passages) == 3 and {one["report"] for one in figures} == set(REPORTS)
    for one in (*passages, *figures):
        assert REPORTS[one["report"]].text[one["start"] : one["end"]] == one["quote"]


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("ask", {"question": ""}, "问题是空的"),
        ("ask", {"question": "柳" * 600}, "问题太长"),
        ("ask", {"question": "出个故障"}, "出错了，没能回答：The reader's weights are damaged"),
        ("ask", {"question": "让程序崩溃"}, "出错了，没能回答"),
        ("ask", {"question": "财政总收入", "history": [{"role": "system", "content": "x"}]}, "对话记录"),
        ("search", {"question": "财政", "report": "<b>&"}, "没有编号为 <b>& 的报告"),
        ("search", {"question": "财政", "k": 51}, "k 应当是 1 到 50 的整数"),
        ("figures", {"report": "nowhere"}, "没有编号为 nowhere 的报告"),
    ],
)
def test_what_is_wrong_is_told_as_an_error(address: str, name: str, arguments: dict[str, Any], sentence: str) -> None:
    result = call(address, name, **arguments)
    (text,) = result.content
    assert result.is_error and sentence in text.text
    assert "secret" not in text.text and REFUSAL_ZH not in text.text


def test_the_page_and_its_endpoints_are_there_beside_the_tools(address: str) -> None:
    with urlopen(address) as reply:
        assert b"gradio_config" in reply.read()


def test_the_example_of_the_readme_runs(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(import asyncio.*?)```", readme, re.DOTALL)
    exec(example.replace("http://127.0.0.1:7860", address), {})  # words of our own README
    said = capsys.readouterr().out.strip()
    assert "4225.26万元" in said and said in real_report().text


def test_without_the_option_there_are_no_tools_and_logging_is_as_it_was() -> None:
    before = ([*logging.getLogger().handlers], logging.getLogger().level)
    with served(FakeEngine, mcp=True) as server, urlopen(server.address):
        assert ([*logging.getLogger().handlers], logging.getLogger().level) == before
    with served(FakeEngine) as server, pytest.raises(HTTPError, match="404"):
        urlopen(f"{server.address}/mcp")
