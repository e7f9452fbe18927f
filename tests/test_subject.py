import pytest
from app_helpers import ask

from app.subject import subject_words


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("请总结一下某镇上半年的茶产业工作情况", ["茶", "产业"]),
        ("养老这块去年办了些什么", ["养老"]),
        ("总结一下主要问题", []),
    ],
)
def test_only_what_a_broad_question_is_about_is_left(question: str, words: list[str]) -> None:
    assert [w for w in subject_words(ask(question), ["某镇2024年工作总结"]) if w in words] == words
    assert "某镇" not in subject_words(ask(question), ["某镇2024年工作总结"])
    if not words:
        assert subject_words(ask(question), []) == []
