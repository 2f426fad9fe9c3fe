"""durable-rules' reading in its own process: right answers in any table, with any words, and questions that are refused unasked."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from engine.compiling.second_reading import FitQuestion, decisions_a_second, fits_by_durable_rules
from tests.compiling.invented_tables import ABC, asked, brute, refusal, table


def test_it_finds_the_rules_that_a_brute_reading_finds_in_any_table(full_size: bool) -> None:
    random = Random(20250101)
    sizes = [
        (random.randint(0, 60), random.randint(0, 7), random.randint(1, 9), random.randint(0, 60)) for _ in range(600 if full_size else 60)
    ]
    questions = [table(random, *size) for size in sizes]
    for question, fits in zip(questions, fits_by_durable_rules(questions), strict=True):
        assert fits == brute(question), question


def test_a_rule_without_conditions_fits_always_and_one_without_values_never() -> None:
    question = asked("n", {"always": {}, "never": {"x": frozenset()}, "no such value": {"x": frozenset("9")}}, x="1 2")
    assert fits_by_durable_rules([question]) == ((frozenset({"always"}), frozenset({"always"})),)


def test_a_table_without_facts_has_one_class() -> None:
    assert fits_by_durable_rules([FitQuestion("n", (), (("r", {}),), ((),))]) == ((frozenset({"r"}),),)


def test_a_table_without_rules_or_classes_or_a_question_has_an_empty_answer() -> None:
    assert fits_by_durable_rules([]) == ()
    assert fits_by_durable_rules([FitQuestion("n", ("x",), (), (("1",), ("2",)))]) == ((frozenset(), frozenset()),)
    assert fits_by_durable_rules([FitQuestion("n", ("x",), (("r", {"x": frozenset("1")}),), ())]) == ((),)


def test_each_question_has_its_own_answer_though_rules_bear_the_same_names() -> None:
    one, other = asked("one", {"r": {"x": frozenset("1")}}, x="1 2"), asked("other", {"r": {"x": frozenset("2")}}, x="1 2")
    assert fits_by_durable_rules([one, other]) == (brute(one), brute(other))
    assert brute(one) != brute(other)


def test_a_rule_of_more_values_than_durable_rules_has_room_for_is_carried() -> None:
    words = [f"w{number}" for number in range(1_500)]
    half = {"half": {"x": frozenset(words[:750])}, "513": {"x": frozenset(words[:513])}, "last": {"x": frozenset(words[-1:])}}
    question = asked("n", half, x=" ".join(words), y="1 2")
    assert fits_by_durable_rules([question]) == (brute(question),)


def test_rules_that_each_tell_other_values_apart_are_split_until_they_are_carried() -> None:
    words = [f"w{number}" for number in range(600)]
    random = Random(7)
    rules = {f"r{number}": {"x": frozenset(random.sample(words, 300)), "y": frozenset(random.sample("abc", 2))} for number in range(40)}
    question = asked("n", rules, x=" ".join(words), y="a b c")
    assert fits_by_durable_rules([question]) == (brute(question),)


def test_two_thousand_rules_over_eight_facts_are_carried() -> None:
    question = table(Random(8), rules=2_000, facts=8, values=6, classes=150)
    assert fits_by_durable_rules([question]) == (brute(question),)


def test_a_rule_that_reads_two_hundred_facts_is_carried() -> None:
    facts = tuple(f"f{number}" for number in range(200))
    rules = (("all", {fact: frozenset("1") for fact in facts}), ("last", {facts[-1]: frozenset("2")}))
    question = FitQuestion("n", facts, rules, (("1",) * 200, ("1",) * 199 + ("2",)))
    assert fits_by_durable_rules([question]) == ((frozenset({"all"}), frozenset({"last"})),)


def test_hostile_words_reach_nobody() -> None:
    words = [
        '"',
        "'",
        "$and",
        "$nex",
        "$s",
        "sid",
        "id",
        "m",
        "{}",
        "[]",
        "\\",
        "\n",
        "\0",
        "ß",
        "日本",
        "🧾",
        "\ud800",
        "x" * 10_000,
        "",
        "1",
        "1.0",
    ]
    facts = ("$and", "sid", "id", '"', "🧾")
    rules = tuple((word, {facts[at % 5]: frozenset({word}), facts[(at + 1) % 5]: frozenset(words[at:])}) for at, word in enumerate(words))
    random = Random(3)
    question = FitQuestion("n", facts, rules, tuple(tuple(random.choices(words, k=5)) for _ in range(300)))
    fits = fits_by_durable_rules([question])
    assert fits == (brute(question),)
    assert len(frozenset[str]().union(*fits[0])) > 10


def test_progress_goes_from_little_to_all() -> None:
    told: list[tuple[int, int]] = []
    fits_by_durable_rules([table(Random(1), 100, 6, 5, 400)], progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1][0] == told[-1][1] == told[0][1]


def test_the_engine_is_found_from_any_folder_even_one_with_an_engine_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "__init__.py").write_text("raise SystemExit('the wrong engine')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    assert fits_by_durable_rules([ABC]) == (brute(ABC),)


def test_decisions_a_second_are_measured_in_the_worker() -> None:
    assert decisions_a_second(table(Random(2), 20, 6, 5, 500)) > 300


def test_a_rule_that_reads_too_many_facts_is_named_with_their_number() -> None:
    facts = tuple(f"f{number}" for number in range(201))
    question = FitQuestion("invented@2025-01 coverage", facts, (("r", dict.fromkeys(facts, frozenset("1"))),), (("1",) * 201,))
    assert refusal(question) == (
        "`invented@2025-01 coverage`: rule `r` reads 201 facts (`f0`, `f1`, `f2`, `f3`, `f4`, `f5`, `f6`, `f7` and 193 more), "
        "and durable-rules carries 200 in a rule; split it into rules that read fewer"
    )


def test_many_rules_and_long_and_unprintable_names_are_shortened_to_one_line() -> None:
    rules = {f"{number}\n{'ü' * 100}": {"x": frozenset("1")} for number in range(43)}
    message = refusal(asked("invented@2025-01 route", rules, x="1 2"), deadline_seconds=0.01)
    assert f"rules `0\\n{'ü' * 57}…`, `1\\n" in message
    assert f"`39\\n{'ü' * 56}…` and 3 more after" in message


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (
            FitQuestion("n", ("x",), (("r", {}), ("r", {})), (("1",),)),
            "`n`: rule `r` appears twice; give each rule a name of its own",
        ),
        (
            FitQuestion("n", ("x", "x"), (), (("1", "1"),)),
            "`n`: fact `x` appears twice; give each fact a name of its own",
        ),
        (
            FitQuestion("n", ("x",), (("r", {"y": frozenset("1")}),), (("1",),)),
            "`n`: rule `r` reads `y`, which is no fact of the question; add it",
        ),
        (
            FitQuestion("n", ("x", "y"), (("r", {}),), (("1", "2"), ("1",))),
            "`n`: a class has one value; give one for each of the 2 facts",
        ),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(question: FitQuestion, message: str) -> None:
    assert refusal(question) == message
