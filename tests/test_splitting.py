"""Long sentences, cut: grammatical, nothing lost, nothing added; or left whole."""

from __future__ import annotations

import re

import pytest

from checker.analysis.morphology import Morphology
from checker.splitting import split

MORPHOLOGY = Morphology()


def cut(sentence: str) -> str | None:
    return split(sentence, MORPHOLOGY.read(sentence))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "定員は30人ですが、応募が多いときは抽選を行い、結果は応募した方全員に郵便でお知らせします。",
            "定員は30人です。応募が多いときは抽選を行い、結果は応募した方全員に郵便でお知らせします。",
        ),
        (
            "水の大切さを学ぶ夏休み親子教室を開催しますので、参加を希望する方は7月11日（土曜日）までに"
            "電話または電子申請でお申し込みください。",
            "水の大切さを学ぶ夏休み親子教室を開催します。参加を希望する方は7月11日（土曜日）までに"
            "電話または電子申請でお申し込みください。",
        ),
        (
            "申請書に必要な事項を記入し、本人確認書類の写しを添えて、12月11日（金曜日）までに、"
            "子育て支援課へ郵送してください。",
            "申請書に必要な事項を記入してください。本人確認書類の写しを添えて、12月11日（金曜日）"
            "までに、子育て支援課へ郵送してください。",
        ),
        (
            "車の通行ができなくなるため、東側の市道へ回っていただくとともに、"
            "歩行者の方は案内の看板に従って通行してください。",
            "車の通行ができなくなるため、東側の市道へ回ってください。また、"
            "歩行者の方は案内の看板に従って通行してください。",
        ),
        (
            "寒い日の夜は蛇口を少し開けておくほか、外に出ている水道管に布を巻いて固定してください。",
            "寒い日の夜は蛇口を少し開けておいてください。このほか、外に出ている水道管に布を巻いて"
            "固定してください。",
        ),
        (
            "市では予備の日を12月に2日間設けましたので、希望する方は電話で申し込んでください。",
            "市では予備の日を12月に2日間設けました。希望する方は電話で申し込んでください。",
        ),
        (
            "返送された確認書の内容を市が確認した後、指定された口座に3万円を振り込みます。",
            "返送された確認書の内容を市が確認します。その後、指定された口座に3万円を振り込みます。",
        ),
        (
            "市は堤防の復旧の工事を終え、下流側の遊歩道の通行の制限を解除しました。",
            "市は堤防の復旧の工事を終えました。下流側の遊歩道の通行の制限を解除しました。",
        ),
        (
            "会場の駐車場は台数に限りがあり、来場の際はできるだけ電車やバスを利用してください。",
            "会場の駐車場は台数に限りがあります。来場の際はできるだけ電車やバスを利用してください。",
        ),
        (
            "選挙の当日に仕事などで投票所へ行けない方は、市役所の期日前投票所で投票することができます。",
            "次の方は、市役所の期日前投票所で投票することができます。"
            "選挙の当日に仕事などで投票所へ行けない方です。",
        ),
    ],
)
def test_a_long_sentence_is_cut(sentence: str, expected: str) -> None:
    assert cut(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "雨の場合は中止し、12月6日（日曜日）に同じ会場で行う予定です。",  # the end holds for both
        "家計が苦しい世帯を支えるため、市は全ての世帯に給付金を支給します。",  # a purpose
        "花を折り、家に持ち帰らないでください。",  # the negation reaches back
        "窓口で名前を書き、番号札を取る場合は、係員に声を掛けてください。",  # inside a condition
        "市長は「皆さんの声を聞き、計画を作ります」と話しました。",  # inside a quotation
        "講座の申し込み、受け付けは電話で行います。",  # nouns
        "日時、場所、費用、持ち物、申し込み先の一覧",  # no sentence
        "会費は年間3,000円とし、会員が毎年4月末日までに納めるものとする。",  # である style
        "申し込みができるのは市内に住むか勤めている方で、住宅に困っていることが明らかであり、"
        "世帯の収入が基準以下で、市税の滞納がなく、暴力団員でない方に限ります。",
    ],
)
def test_where_no_cut_is_certain_the_sentence_stays(sentence: str) -> None:
    assert cut(sentence) is None


LONG = [
    "受付は午前9時に始まりますが、混雑が予想されますので、整理券を配り、番号順に案内し、なくなり次第終了します。",
    "消防団は市民が火災のときに駆け付ける組織であり、近年は団員の減少が進んでいることから、新しい団員を募集しています。",
    "相談は予約制で、弁護士が30分を目安に対応しますが、係争中の案件についてはお受けすることができません。",
    "2月8日から15日まで休館しますが、返却ポストは通常どおり利用でき、電子図書館も24時間受け付けています。",
]


@pytest.mark.parametrize("sentence", LONG)
def test_no_fact_is_lost_or_added(sentence: str) -> None:
    parts = cut(sentence)
    assert parts is not None
    for pattern in (r"\d+", "[一-鿿ァ-ヶー]{2,}"):
        before = re.findall(pattern, sentence)
        after = [word for word in re.findall(pattern, parts) if word != "一方"]
        assert after == before
