"""The served page as programs see it: the ``ask`` endpoint, what it turns away, how it starts and ends."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from web_engine import REPORT_ID, FakeEngine, real_report, served

from app.answer import REFUSAL_ZH, Answer
from app.web.checks import check_history, check_report, check_text
from app.web.desk import AskError, Desk
from app.web.server import PageServer, serve
from index.errors import ModelError, QuestionError, ServerError

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(scope="module")
def page(engine: FakeEngine) -> Iterator[PageServer]:
    with served(lambda: engine) as server:
        yield server


@pytest.fixture(scope="module")
def client(page: PageServer) -> Client:
    return Client(page.address, verbose=False)


def ask(client: Client, *arguments: Any, **named: Any) -> Any:
    return client.predict(*arguments, api_name="/ask", **named)


def failure_of(client: Client, *arguments: Any, **named: Any) -> str:
    with pytest.raises(AppError) as caught:
        ask(client, *arguments, **named)
    return str(caught.value)


def test_an_answer_is_the_contract_json(client: Client) -> None:
    answer = ask(client, "上半年财政总收入是多少？")
    assert list(answer)[:7] == [
        "question", "standalone_question", "status", "answer", "citations", "related", "mode",
    ]  # fmt: skip
    assert answer["status"] == "answered" and "**4225.26万元**" in answer["answer"]
    (citation,) = answer["citations"]
    assert citation["report"] == REPORT_ID
    assert real_report().text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_is_an_answer_and_no_error(client: Client) -> None:
    answer = ask(client, "镇长叫什么名字？", REPORT_ID)
    assert (answer["status"], answer["answer"], answer["citations"]) == ("refused", REFUSAL_ZH, [])
    assert len(answer["related"]) == 2


def test_a_failure_is_an_error_and_never_a_refusal(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    told = failure_of(client, "出个故障")
    assert "出错了，没能回答" in told and "weights are damaged" in told and REFUSAL_ZH not in told


def test_an_unexpected_failure_is_logged_and_its_details_stay_on_the_server(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    told = failure_of(client, "让程序崩溃")
    assert "出错了，没能回答" in told and "secret" not in told and "ZeroDivision" not in told
    assert "a secret detail" in caplog.text, "the log has the traceback"


def test_history_makes_a_follow_up(client: Client, engine: FakeEngine) -> None:
    history = [{"role": "user", "content": "宣莲种了多少亩？"}, {"role": "assistant", "content": "600亩"}]
    answer = ask(client, "那下半年呢？", history=history)
    assert answer["standalone_question"] == "宣莲种了多少亩（那下半年呢？）" and answer["status"] == "answered"
    assert [turn.role for turn in engine.asked[-1][1]] == ["user", "assistant"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"question": ""}, "问题是空的"),
        ({"question": " \t\n"}, "问题是空的"),
        ({"question": "？"}, "问题太短"),
        ({"question": "柳" * 350_000}, "问题太长"),
        ({"question": "财政总收入", "report": "nowhere"}, "没有编号为 nowhere 的报告"),
        ({"question": "财政总收入", "report": "r" * 1000}, "报告的编号不对"),
        ({"question": "财政总收入", "history": [{"role": "system", "content": "x"}]}, "对话记录"),
        ({"question": "财政总收入", "history": ["x"]}, "对话记录"),
        ({"question": "财政总收入", "history": "x"}, "对话记录"),
        ({"question": 7}, "问题应当是文字"),
        ({"question": None}, "问题应当是文字"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(client: Client, arguments: dict[str, Any], sentence: str) -> None:
    told = failure_of(client, **arguments)
    assert sentence in told and "出错了" not in told


@pytest.mark.parametrize("question", ["财政总收入\x00", "财政总收入😀", "<b>财政总收入</b>", "[1](x)财政总收入"])
def test_odd_characters_in_a_question_are_answered(client: Client, question: str) -> None:
    assert ask(client, question)["status"] == "answered"


def test_a_lone_surrogate_in_a_question_is_answered(page: PageServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=10)
    body = json.dumps({"data": ["财政总收入\ud83d", "", None]})
    connection.request("POST", "/gradio_api/call/ask", body, {"content-type": "application/json"})
    event = json.loads(connection.getresponse().read())["event_id"]
    connection.request("GET", f"/gradio_api/call/ask/{event}")
    told = connection.getresponse().read().decode()
    connection.close()
    assert "event: complete" in told and "answered" in told


def test_only_ask_search_and_figures_are_public(client: Client) -> None:
    assert list(client.view_api(return_format="dict")["named_endpoints"]) == ["/ask", "/search", "/figures"]


def test_two_clients_at_once_get_their_own_answers(page: PageServer) -> None:
    questions = ["上半年财政总收入是多少？", "吸引了多少游客人次？"] * 4
    clients = [Client(page.address, verbose=False) for _ in range(2)]
    with ThreadPoolExecutor(len(questions)) as pool:
        answers = list(pool.map(lambda pair: ask(clients[pair[0] % 2], pair[1]), enumerate(questions)))
    assert [answer["question"] for answer in answers] == questions
    assert all(("4225" if "财政" in a["question"] else "15万") in a["answer"] for a in answers)


def test_a_body_that_is_announced_too_large_is_turned_away_unread(page: PageServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=10)
    connection.putrequest("POST", "/gradio_api/queue/join")
    connection.putheader("content-type", "application/json")
    connection.putheader("content-length", str(50 * 1024 * 1024))
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 413
    connection.close()


def test_a_body_that_grows_too_large_is_turned_away(page: PageServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=10)
    connection.putrequest("POST", "/gradio_api/queue/join")
    connection.putheader("content-type", "application/json")
    connection.putheader("transfer-encoding", "chunked")
    connection.endheaders()
    block = b"%x\r\n" % 2**20 + b" " * 2**20 + b"\r\n"
    with pytest.raises((BrokenPipeError, ConnectionResetError, AssertionError)):
        for _ in range(40):
            connection.send(block)
        assert connection.getresponse().status != 413
    connection.close()


def test_a_question_asked_while_the_engine_loads_waits_and_is_answered() -> None:
    loaded = threading.Event()

    def slowly() -> FakeEngine:
        loaded.wait(30)
        return FakeEngine()

    with served(slowly) as server:
        job = Client(server.address, verbose=False).submit("上半年财政总收入是多少？", api_name="/ask")
        time.sleep(0.5)
        assert not job.done()
        loaded.set()
        assert job.result(timeout=30)["status"] == "answered"


def test_an_engine_that_cannot_be_opened_is_a_failure_and_the_page_stays_up() -> None:
    def broken() -> FakeEngine:
        raise ModelError("嵌入模型没有装好；请运行 make setup。")

    with served(broken) as server:
        told = failure_of(Client(server.address, verbose=False), "上半年财政总收入是多少？")
        assert "出错了，没能回答" in told and "make setup" in told


def test_a_taken_port_is_told_before_the_engine_is_opened() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=r"--port \d+") as caught:
            serve(lambda: pytest.fail("the engine was opened"), port=port)
        assert str(port) in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(("host", "port"), [("256.1.1.1", 7860), ("203.0.113.7", 7860), ("127.0.0.1", 99999)])
def test_an_address_that_cannot_be_had_is_one_sentence(host: str, port: int) -> None:
    with pytest.raises(ServerError, match="cannot be served"):
        PageServer(FakeEngine, host, port)


PROGRAM = """
import sys, threading
sys.path.insert(0, "tests")
import app.web.server
assert "gradio" not in sys.modules, "gradio came with the import"
from web_engine import FakeEngine
from app.web.server import serve
def open_engine():
    if sys.argv[1] == "stuck":
        threading.Event().wait()
    return FakeEngine()
serve(open_engine, port=0, announce=lambda address: print(address, flush=True))
import os
print(os.environ["GRADIO_ANALYTICS_ENABLED"], os.environ["HF_HUB_OFFLINE"], os.environ["LANGSMITH_TRACING"])
"""


@pytest.mark.parametrize(("ending", "engine"), [(signal.SIGINT, "stuck"), (signal.SIGTERM, "ready")])
def test_the_page_ends_cleanly_when_told_to(ending: signal.Signals, engine: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GRADIO_ANALYTICS_ENABLED": "True"}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, engine],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1:")
    process.send_signal(ending)
    out, error = process.communicate(timeout=30)
    assert (process.returncode, out.strip()) == (0, "False 1 false"), error
    assert "Traceback" not in error


def test_checks_of_what_is_handed_in() -> None:
    assert check_text(" 财政\ud83d\ude00收入\ud800 ") == "财政😀收入\ufffd"
    assert check_report("") is None and check_report(None) is None and check_report("a\ud800") == "a\ufffd"
    assert len(check_history([{"role": "user", "content": "x" * 9000}] * 30)) == 20
    with pytest.raises(QuestionError):
        check_history([{"role": "user", "content": 7}])


def test_whoever_asks_comes_before_suggestions() -> None:
    done = threading.Event()

    class Asked(FakeEngine):
        def stream(self, *asked: Any) -> Iterator[Answer]:
            done.wait(20)
            yield self.answer(*asked)

        def suggest(self, *choice: Any) -> Iterator[str | None]:
            yield "上半年财政总收入是多少？"
            asker.start()
            while not desk._asking:
                time.sleep(0.01)
            yield None
            yield "宣莲今年要种到多少亩？"

    desk = Desk(Asked)
    asker = threading.Thread(target=desk.ask, args=("吸引了多少游客人次？",))
    desk.start()
    assert desk.suggest(None, 1) == ["上半年财政总收入是多少？"]
    assert desk.suggest(None, 3) == ["上半年财政总收入是多少？"], "the rest waits for another time"
    done.set()
    asker.join(20)
    assert not asker.is_alive()


def test_an_engine_with_a_broken_index_is_a_failure_not_a_wait() -> None:
    class Broken(FakeEngine):
        def __init__(self) -> None:
            super().__init__()
            self.index = None  # type: ignore[assignment]

    desk = Desk(Broken)
    desk.start()
    with pytest.raises(AskError):
        desk.ask("财政总收入是多少")
