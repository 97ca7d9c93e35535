"""The site of a fictional city: varied pages, correct and faulty, the same for the same seed.

The tests of the site report use 200 of them, the bench of the speed 2,000.
"""

from __future__ import annotations

import datetime
import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WEEKDAYS = "月火水木金土日"
LAST_DAY = datetime.date(2026, 11, 22)
"""No page appeared later: the day of the samples."""

PUBLISHED_DAYS = 720


@dataclass(frozen=True)
class SitePage:
    """A file of the site."""

    path: str
    text: str


@dataclass(frozen=True)
class _Kind:
    """A kind of notice: where it stands, who writes it, what it says."""

    folder: str
    department: str
    titles: tuple[str, ...]
    lead: str
    labels: tuple[str, ...]
    lasting: bool = False


EVENT = _Kind(
    "event",
    "生涯学習課",
    (
        "星空を見る会を開きます",
        "親子の料理教室を開きます",
        "秋の音楽会を開きます",
        "市民歩こう会を開きます",
    ),
    "{place}で、{title_noun}を開きます。初めての方も参加できます。",
    (
        "日時：{event}午前10時から正午まで",
        "場所：{place}",
        "対象：市内に住む方と、市内で働く方",
        "定員：{people}人（先着順）",
        "費用：{fee}円",
        "申し込み：{deadline}までに、電話かメールで申し込んでください。",
        "持ち物：筆記用具と飲み物",
    ),
)
KINDS = (
    EVENT,
    _Kind(
        "bosyu",
        "協働推進課",
        (
            "市民委員を募集します",
            "読み聞かせのボランティアを募集します",
            "市民農園の利用者を募集します",
        ),
        "{title_noun}を募集します。暮らしの経験を、市の仕事に生かしてください。",
        (
            "募集する人数：{people}人",
            "応募できる方：市内に住む18歳以上の方",
            "期間：{event}から1年間",
            "申込方法：申込書を、{department}の窓口か郵送で出してください。",
            "締め切り：{deadline}",
            "選び方：申し込みが多いときは、抽選で決めます。",
        ),
    ),
    _Kind(
        "kurashi",
        "資源循環課",
        (
            "年末年始のごみの収集日をお知らせします",
            "粗大ごみの受付の日を変えます",
            "資源の収集を休みます",
        ),
        "{place}の周りの地区で、収集の日が変わります。",
        (
            "変わる日：{event}",
            "地区：みどり台地区と東町地区",
            "出し方：当日の朝8時30分までに、いつもの場所へ出してください。",
            "出せないもの：電池、ライター、スプレー缶",
        ),
    ),
    _Kind(
        "kenko",
        "健康推進課",
        (
            "大腸がん検診を受けてください",
            "高齢者の予防接種を始めます",
            "転ばない体をつくる教室を始めます",
        ),
        "{title_noun}を、{place}で行います。",
        (
            "期間：{event}から{event_end}まで",
            "場所：{place}",
            "対象：市内に住む65歳以上の方",
            "費用：{fee}円",
            "持ち物：健康保険証と受診票",
            "予約：{deadline}までに、電話で予約してください。",
        ),
    ),
    _Kind(
        "zei",
        "収税課",
        ("固定資産税を納める期限をお知らせします", "国民健康保険税の納期が近づいています"),
        "納める期限を過ぎると、延滞金がかかることがあります。早めに納めてください。",
        (
            "期限：{deadline}",
            "納める場所：銀行、コンビニエンスストア、市役所の窓口",
            "納める額：届いた納付書を見てください。",
            "口座から納めるとき：通帳と印鑑を持って、銀行の窓口で申し込んでください。",
        ),
    ),
    _Kind(
        "kosodate",
        "子育て支援課",
        ("児童手当の申請を受け付けます", "子どもの医療費の助成を申請してください"),
        "子どもを育てている家庭を支えるため、手当を支給します。",
        (
            "対象：高校生の年代までの子どもを育てている方",
            "金額：子ども1人につき月{fee}円",
            "申請の期限：{deadline}",
            "申請の方法：申請書と本人を確かめられるものを、{department}へ持ってきてください。",
            "要る書類：申請書、通帳の写し",
        ),
    ),
    _Kind(
        "shisetsu",
        "市民施設課",
        ("図書館を休みます", "温水プールを休みます", "市民会館の工事をします"),
        "点検のため、{place}を休みます。",
        (
            "休む期間：{event}から{event_end}まで",
            "理由：電気の設備を調べるため",
            "場所：{place}",
            "本を返すとき：入り口の横の返却ポストに入れてください。",
        ),
    ),
    _Kind(
        "tetsuzuki",
        "市民課",
        ("住民票の写しの取り方", "印鑑登録の方法", "引っ越しの届け出の方法"),
        "手続きに要るものと、受け付けの窓口を案内します。",
        (
            "受け付ける場所：市役所1階の市民課",
            "受付時間：月曜日から金曜日まで（祝日を除く）の午前8時30分から午後5時15分まで",
            "手数料：1通{fee}円",
            "要るもの：本人を確かめられるもの（運転免許証など）",
            "代理の方が来るとき：委任状が要ります。",
        ),
        lasting=True,
    ),
    _Kind(
        "kisha",
        "広報課",
        ("移動図書館の運行を始めます", "乗り合いタクシーの実験を始めます"),
        "あおば市は、{event}から、新しい取り組みを始めます。",
        (
            "始める日：{event}",
            "場所：{place}",
            "目的：車を運転しない方が、出かけやすい町にするため",
            "予算：{people}万円",
        ),
        lasting=True,
    ),
)

GOOD = (
    "{where}には、車いすのまま入れます。多目的トイレは{floor}階にあります。",
    "{where}の駐車場には、{people}台まで止められます。できれば{ride}で来てください。",
    "手話通訳が要る方は、{day}までに{department}へ知らせてください。",
    "中止するときは、{day}の{clock}に市のホームページに載せます。",
    "{age}歳から就学前までの子どもを預かります。預かる人数は{people}人までです。",
    "窓口が混むのは{weekday}曜日の{clock}ごろです。ほかの日は、{people}分ほどで終わります。",
    "{paper}は、市役所の{floor}階と{where}に置いてあります。市のホームページからも印刷できます。",
    "届いた{paper}は、{department}の職員が確かめます。足りないものがあれば、電話で知らせます。",
    "電話は{weekday}曜日につながりにくくなります。メールでも受け付けます。",
    "この取り組みは、{year}年前に{where}で始まりました。これまでに{people}人が使いました。",
    "使った方からは、「{voice}」という声が届いています。",
    "{where}の様子を写真に撮り、広報あおばに載せることがあります。",
    "書いていただいた名前と電話番号は、{purpose}ためにだけ使います。",
    "{where}では、休める部屋を{people}平方メートル広げました。",
    "{weather}の日も行います。{storm}が近づいたときは、{day}に変えます。",
    "{where}までは、あおば駅から歩いて{floor}0分です。{ride}でも来られます。",
    "受付は、{clock}に開きます。{paper}を見せてから、席に進んでください。",
    "{paper}をなくした方には、新しいものを渡します。{department}の窓口に来てください。",
    "{people}人が集まる見込みです。{where}の周りの道では、歩く人に気を付けてください。",
    "飲み物は{where}でも買えます。ごみは家に持ち帰ってください。",
    "{department}では、{weekday}曜日の{clock}から相談を受けています。予約は要りません。",
    "{subject}を知らない方のために、{where}で説明する日を設けました。",
    "{subject}のあらましは、{where}に張ってある紙でも読めます。",
    "{subject}には、市が{year}年前から力を入れてきました。{purpose}ためです。",
    "{place}と{where}では、{weekday}曜日の夜も受け付けます。",
    "前の年は{people}人が{subject}に関わりました。今年は{floor}割ほど増えそうです。",
    "{ride}で来る方は、{where}の前で降りると近くて便利です。",
    "{subject}で困ったときは、{department}に聞いてください。",
    "{paper}には、黒のペンで書いてください。鉛筆で書いたものは使えません。",
    "{where}の入り口で、{people}円の{paper}を買ってください。",
    "市は{subject}を続けるため、{year}年ごとにやり方を見直しています。",
    "{day}には、{where}で{subject}の話を聞けます。席は{people}人分あります。",
    "{voice}と感じた方は、その声を{department}に聞かせてください。",
    "{paper}が届くまで、{people}日ほどかかることがあります。急ぐ方は電話をください。",
    "{where}の{floor}階では、{subject}の写真を見られます。{clock}から開いています。",
    "{weather}の日は、{ride}が遅れることがあります。早めに家を出てください。",
    "{subject}は、{where}の近くに住む方から始めます。ほかの地区は{day}からです。",
    "家族の代わりに来る方は、{paper}と、頼まれたことが分かる手紙を持ってきてください。",
    "{purpose}ため、{where}の明かりを{people}個取り替えました。",
    "日本語が分かりにくい方には、{floor}つの言葉で電話の通訳を付けます。",
)
FAULTY = (
    "{subject}に関してご不明な点等につきましては、{department}までお気軽にお問い合わせ下さい。",
    "{paper}は、窓口又は郵送により提出することができます。",
    "なお、{people}人に達し次第、締め切らせていただきますので、予めご了承願います。",
    "該当する方は、{paper}に必要事項を記入の上、速やかに{department}へ提出すること。",
    "{where}の受付時間は、８時３０分〜１７時１５分となっております。",
    "{paper}を提出しない場合は、{subject}の対象とならないことがないとは言えません。",
    "{subject}について、詳しくは[こちら](https://www.aoba.example/)をごらん下さい。",
    "{subject}について、{katakana}のニーズを踏まえ、スキームを検討します。",
    "{subject}の実施に伴い、関係機関と連携を図りつつ、円滑な推進に努めてまいる所存であります。",
    "当該期間においては、{where}の利用を停止する旨、別途通知する。",
    "{subject}の減免に係る要件を満たさない者については、納付を要するものとする。",
    "{where}のご利用に際しては、騒音等により近隣の方々にご迷惑をお掛けする事と存じますが、何卒ご理解とご協力を賜りますよう、お願い申し上げますとともに、期間中の安全確保に万全を期してまいります。",
    "{katakana}を活用した{subject}のイノベーションを推進し、{katakana2}の最大化を図ります。",
    "{subject}に鑑み、{where}における{paper}の交付を当面の間見合わせることといたします。",
    "{paper}の記載事項に変更が生じた場合にあっては、遅滞なく{department}宛て届け出なければならない。",
    "{people}名様限定で{subject}へのご参加が可能となっておりますので、奮ってご応募下さい。",
    "{where}では{katakana}を導入しており、{katakana2}に資するものと考えております。",
    "{subject}は、{purpose}ことを目的として実施するものであり、{paper}の提出をもって同意があったものとみなします。",
    "ご多忙中の折とは存じますが、{where}までご足労いただきたく、よろしくお願い申し上げます。",
    "{paper}を紛失した場合、再発行は出来ませんので、くれぐれもご注意ください。",
    "{subject}の進捗状況については、適宜ホームページ等で周知して参ります。",
    "{katakana}の観点から、{where}の使用料を改定することと致しました。",
    "{department}においては、{subject}に関する問合せに鋭意対応しているところであります。",
    "{paper}は、{where}に備付けの用紙に所要の事項を記載の上、押印して下さい。",
)
SLOTS = {
    "where": (
        "中央公民館",
        "市民体育館",
        "東町図書館",
        "南部保健センター",
        "みどり台会館",
        "市民ホール",
        "西町の集会所",
        "文化センター",
        "北町公園",
        "駅前の広場",
        "総合福祉会館",
        "第二小学校",
    ),
    "ride": ("バス", "電車", "自転車", "乗り合いタクシー", "地下鉄"),
    "paper": (
        "申込書",
        "申請書",
        "受診票",
        "利用券",
        "案内の紙",
        "届け出の用紙",
        "参加券",
        "納付書",
    ),
    "voice": (
        "顔見知りが増えた",
        "来年も使いたい",
        "家から近くて助かる",
        "説明が分かりやすい",
        "子どもが喜んだ",
        "もっと早く知りたかった",
        "職員に聞きやすい",
        "待つ時間が減った",
    ),
    "purpose": (
        "連絡する",
        "暮らしを守る",
        "けがを防ぐ",
        "町を明るくする",
        "ごみを減らす",
        "健康を保つ",
        "次の世代に伝える",
        "子どもの居場所をつくる",
    ),
    "weather": ("雨", "風の強い", "雪", "暑い", "寒い"),
    "storm": ("台風", "大雨", "大雪"),
    "weekday": tuple("月火水木金"),
    "clock": ("午前9時", "午前11時", "午後1時", "午後2時30分", "午後4時", "午前8時45分"),
    "subject": (
        "見守りの活動",
        "地域の清掃",
        "健康づくり",
        "町の花壇づくり",
        "通学路の点検",
        "資源の回収",
        "昔の遊びの教室",
        "移動する図書館",
        "空き家の相談",
        "子ども食堂",
        "防災の備え",
        "読書の週間",
    ),
    "katakana": (
        "コミュニティー",
        "デジタルトランスフォーメーション",
        "サステナビリティ",
        "ガバナンス",
    ),
    "katakana2": ("ウェルビーイング", "インセンティブ", "エビデンス", "シナジー"),
}
PLACES = (
    "中央公民館",
    "あおば市役所",
    "みどり台コミュニティセンター",
    "市民体育館",
    "東町図書館",
    "南部保健センター",
)
HEADINGS = ("内容", "当日のお願い", "会場のこと", "そのほかに知っておくこと", "これまでのこと")


def pages(
    count: int, *, characters: int = 1_500, seed: int = 8, poor: float = 0.4
) -> Iterator[SitePage]:
    """The pages of a site, the first the same whatever `count` is.

    A share of them is `poor`; one in four lacks something that its kind demands, one in ten
    nearly all of it. Each twelfth is the page before with other days (last year's notice used
    again).
    """
    before: tuple[_Kind, int] | None = None
    for number in range(count):
        chosen = random.Random(f"{seed}:{number}")
        again = before is not None and number % 12 == 11
        kind = before[0] if again and before else chosen.choice(KINDS)
        texts = before[1] if again and before else number
        before = (kind, texts)
        yield _page(kind, number, texts, characters, seed, poor)


def write_site(folder: Path, count: int, *, characters: int = 1_500, seed: int = 8) -> None:
    """Write the pages as files below a folder."""
    for page in pages(count, characters=characters, seed=seed):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, encoding="utf-8")


def _page(
    kind: _Kind, number: int, texts: int, characters: int, seed: int, poor: float
) -> SitePage:
    rng = random.Random(f"{seed}:{number}:days")
    words = random.Random(f"{seed}:{texts}:words")
    published = LAST_DAY - datetime.timedelta(days=int(PUBLISHED_DAYS * rng.random() ** 2.4))
    event = published + datetime.timedelta(days=rng.randrange(20, 75))
    title = words.choice(kind.titles)
    quality = words.random()
    values = {
        "event": _written(event),
        "event_end": _written(event + datetime.timedelta(days=rng.randrange(2, 20))),
        "deadline": _written(event - datetime.timedelta(days=rng.randrange(5, 15))),
        "place": words.choice(PLACES),
        "fee": str(rng.randrange(2, 9) * 100),
        "department": kind.department,
        "title_noun": title.partition("を")[0],
    }
    labels = list(kind.labels)
    contact = [
        f"担当：あおば市 {kind.department}",
        f"電話：04-0000-{1000 + KINDS.index(kind) * 111}",
        "受付時間：月曜日から金曜日まで（祝日を除く）の午前8時30分から午後5時15分まで",
    ]
    if quality >= 0.9:
        labels = words.sample(labels, 2)
        contact = contact[:1]
    elif quality >= 0.75:
        labels.remove(words.choice(labels))
    sections: list[tuple[str, list[str]]] = []
    left = characters - len("".join([title, kind.lead, *labels, *contact]))
    good, faulty = words.sample(GOOD, len(GOOD)), words.sample(FAULTY, len(FAULTY))
    faults = words.choice((0.0, 0.05, 0.12) if quality < 1 - poor else (0.25, 0.5, 0.75))
    for heading in words.sample(HEADINGS, len(HEADINGS)):
        own: list[str] = []
        while left > 0 and len(own) < 7 and (good or faulty):
            pool = faulty if faulty and (not good or words.random() < faults) else good
            own.append(pool.pop().format(**values, **_slots(words, published)))
            left -= len(own[-1])
        if own:
            sections.append((heading, own))
    lead = kind.lead.format(**values, people=30)
    filled = [label.format(**values, people=rng.randrange(2, 20) * 10) for label in labels]
    is_html = number % 7 == 3
    has_head = number % 5 != 4 and not is_html
    write = _html if is_html else _markdown
    text = write(title, lead, filled, sections, contact)
    if has_head:
        text = (
            f"---\ntitle: {title}\ndate: {published.isoformat()}\n"
            f"department: {kind.department}\n---\n\n{text}"
        )
    elif is_html:
        text = text.replace("</h1>", f"</h1>\n<p>更新日：{_written(published)}</p>")
    return SitePage(f"{kind.folder}/{number:04d}.{'html' if is_html else 'md'}", text)


def _slots(rng: random.Random, published: datetime.date) -> dict[str, str]:
    chosen = {name: rng.choice(words) for name, words in SLOTS.items()}
    return {
        **chosen,
        "floor": str(rng.randrange(1, 5)),
        "age": str(rng.randrange(1, 4)),
        "year": str(rng.randrange(2, 12)),
        "people": str(rng.randrange(2, 30) * 10),
        "day": _written(published + datetime.timedelta(days=rng.randrange(5, 15))),
    }


def _markdown(
    title: str,
    lead: str,
    labels: list[str],
    sections: list[tuple[str, list[str]]],
    contact: list[str],
) -> str:
    parts = [f"# {title}", lead, "\n".join(f"- {label}" for label in labels)]
    for heading, sentences in sections:
        parts += [f"## {heading}", *("".join(sentences[at : at + 3]) for at in range(0, 7, 3))]
    parts += ["## 問い合わせ先", "\n".join(f"- {line}" for line in contact)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _html(
    title: str,
    lead: str,
    labels: list[str],
    sections: list[tuple[str, list[str]]],
    contact: list[str],
) -> str:
    lines = [f"<h1>{title}</h1>", f"<p>{lead}</p>", "<ul>"]
    lines += [f"<li>{html.escape(label)}</li>" for label in labels]
    lines += ["</ul>"]
    for heading, sentences in sections:
        lines += [f"<h2>{heading}</h2>", *(f"<p>{html.escape(s)}</p>" for s in sentences)]
    lines += ["<h2>問い合わせ先</h2>", "<ul>", *(f"<li>{line}</li>" for line in contact), "</ul>"]
    body = "\n".join(lines)
    return (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _written(day: datetime.date) -> str:
    return f"令和{day.year - 2018}年{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}曜日）"
