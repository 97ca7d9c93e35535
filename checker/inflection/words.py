"""What a dictionary form alone does not show: which class a word belongs to.

Closed lists, all our own: a word that is not in them and whose class its ending
does not settle is refused by `inflection.parse`. Entries are compared with the
end of the base, so a phrase (郵便で送る) is read by its last word.
"""

from __future__ import annotations

_ROWS = {
    "a": "あかがさざただなはばぱまやらわ",
    "i": "いきぎしじちぢにひびぴみり",
    "u": "うくぐすずつづぬふぶぷむゆる",
    "e": "えけげせぜてでねへべぺめれ",
    "o": "おこごそぞとどのほぼぽもよろを",
}
_VOWELS = {kana: vowel for vowel, row in _ROWS.items() for kana in row}

KANA_OF_GODAN = {
    "う": "わいうえおっ",
    "く": "かきくけこい",
    "ぐ": "がぎぐげごい",
    "す": "さしすせそ",
    "つ": "たちつてとっ",
    "ぶ": "ばびぶべぼん",
    "む": "まみむめもん",
    "る": "らりるれろっ",
}
"""What may follow the stem of a 五段 verb, by its ending: its row and the kana of 音便."""


def row(character: str) -> str:
    """The vowel of a hiragana, "" for anything else."""
    return _VOWELS.get(character, "")


def is_hiragana(character: str) -> bool:
    """Whether `character` is a hiragana letter."""
    return "ぁ" <= character <= "ゖ"


def is_kanji(character: str) -> bool:
    """Whether `character` is a kanji or stands for one (々)."""
    return "\u4e00" <= character <= "\u9fff" or character in ("々", "ヶ", "〆")


U_ONBIN = ("問う", "請う", "乞う")
"""五段-ワア行 whose て form is うて."""

U_ONBIN_UNSURE = ("訪う", "恋う", "厭う", "給う", "たまう", "宣う", "のたまう")
"""五段-ワア行 that are read or inflected in two ways."""

HONORIFIC_RU = (
    "いらっしゃる",
    "おっしゃる",
    "仰る",
    "くださる",
    "下さる",
    "なさる",
    "ござる",
    "御座る",
)
"""五段-ラ行 with い before ます and as imperative."""

GODAN_I_RU = ("混じる", "交じる", "雑じる")
"""五段-ラ行 although kanji + い row + る."""

ICHIDAN_KANJI = {
    "見": "上",
    "観": "上",
    "診": "上",
    "視": "上",
    "看": "上",
    "着": "上",
    "似": "上",
    "煮": "上",
    "射": "上",
    "鋳": "上",
    "干": "上",
    "得": "下",
    "経": "下",
    "寝": "下",
    "出": "下",
}
"""Kanji that る follows directly in a 一段 verb (上一段 or 下一段)."""

UNSURE_KANJI_RU = frozenset("居獲率")
"""Kanji that る follows directly in two verbs (いる and おる, える and とる)."""

KANA_ICHIDAN = {
    "できる": "上",
    "過ぎる": "上",
    "すぎる": "上",
    "あげる": "下",
    "くれる": "下",
    "いただける": "下",
    "もらえる": "下",
    "つける": "下",
    "かける": "下",
    "わける": "下",
    "とどける": "下",
    "まとめる": "下",
    "やめる": "下",
    "はじめる": "下",
    "しらべる": "下",
    "たずねる": "下",
    "もとめる": "下",
    "つとめる": "下",
    "そろえる": "下",
    "かんがえる": "下",
    "つたえる": "下",
    "たしかめる": "下",
    "ととのえる": "下",
    "見せる": "下",
}
"""一段 verbs in kana, where い or え row + る could also be 五段."""

KANA_GODAN_KURU = ("つくる", "おくる", "めくる", "たぐる", "くぐる")
"""五段-ラ行 in kana that look like くる."""

KANA_GODAN_SURU = ("こする", "さする", "ゆする", "なする")
"""五段-ラ行 in kana that look like する."""

SURU_LIKE_GODAN = frozenset("愛課科略訳属適託解介排配廃害期記辞資持模擬服復浴博約録化処付附画熟祝")
"""One kanji + する inflected like 五段-サ行 before ない, れる, せる (愛さない)."""

SURU_DOUBLED = frozenset("達接発決熱察罰脱逸屈失喫律没滅列徹結圧卒渇")
"""One kanji that ends in っ + する (達しない, 達せられる)."""

SURU_LONG = frozenset("要有関反面称賞証擁供表評抗労窮給呈対瀕産偏冠存損抄奏照制征製")
"""One kanji that ends in a long vowel or ん + する (要しない, 称される)."""

I_ADJECTIVE_KANJI = frozenset(
    "高低安長短早速遅多近遠広狭強弱重軽良善悪古若暗暑寒熱厚薄深浅太細丸硬固堅辛甘苦白黒赤青"
    "痛怖眠濃鋭鈍緩尊酷賢清偉臭渋狡脆醜易辛憎"
)
"""Kanji that make an adjective with い (違い, 願い, 扱い are nouns)."""

I_ADJECTIVE_ENDS = (
    "しい",
    "大きい",
    "小さい",
    "明るい",
    "少ない",
    "危ない",
    "冷たい",
    "暖かい",
    "温かい",
    "柔らかい",
    "軟らかい",
    "細かい",
    "やすい",
    "にくい",
    "づらい",
    "がたい",
    "ありがたい",
    "かわいい",
    "可愛い",
    "もったいない",
    "つまらない",
    "情けない",
    "切ない",
)
"""Ends of adjectives whose class is certain."""

NEGATION_HEADS = (
    "関係",
    "必要",
    "問題",
    "申し訳",
    "違い",
    "仕方",
    "差し支え",
    "変わり",
    "異常",
    "効果",
)
"""Nouns before ない where ない denies existence (ありません in polite style)."""

NEGATION_PARTICLES = frozenset("はがもくで")
"""Kana before ない where ない denies existence."""

CERTAIN_NA = frozenset(
    {
        "必要",
        "不要",
        "静か",
        "重要",
        "大切",
        "大事",
        "可能",
        "不可能",
        "簡単",
        "便利",
        "不便",
        "安全",
        "危険",
        "有効",
        "無効",
        "困難",
        "適切",
        "不適切",
        "適当",
        "確か",
        "確実",
        "明らか",
        "十分",
        "不十分",
        "新た",
        "豊か",
        "丁寧",
        "迅速",
        "正確",
        "元気",
        "特別",
        "急",
        "得",
        "無理",
        "楽",
        "きれい",
        "いろいろ",
        "様々",
        "さまざま",
        "身近",
        "大変",
        "盛ん",
        "柔軟",
        "円滑",
        "幸せ",
        "好き",
        "上手",
        "下手",
        "にぎやか",
        "穏やか",
        "緩やか",
        "速やか",
    }
)
"""Words that take な before a noun."""

STATIVE = ("できる", "出来る", "分かる", "わかる", "要る", "見える", "聞こえる", "ある")
"""Verbs of states: nobody is told to be in them, and nobody wants them done."""

NO_HONORIFIC = (
    "いる",
    "ある",
    "できる",
    "出来る",
    "くれる",
    "知る",
    "死ぬ",
    "行く",
    "いく",
    "言う",
    "いう",
    "なる",
    "成る",
    "やる",
    "もらう",
    "いただく",
    "頂く",
    "参る",
    "伺う",
    "申す",
    "申し上げる",
    "いたす",
    "致す",
    "食べる",
    "行う",
    "住む",
    "おる",
    "過ぎる",
    "すぎる",
    "しまう",
    "みる",
    "分かる",
    "わかる",
    "要る",
    "くださる",
    "下さる",
    "なさる",
    "ござる",
    "いらっしゃる",
    "おっしゃる",
    "仰る",
)
"""Verbs that お … になる is not made of, or that have a word of their own for it."""

HONORIFIC_O_NOUNS = frozenset(
    {
        "電話",
        "食事",
        "返事",
        "料理",
        "掃除",
        "洗濯",
        "約束",
        "勉強",
        "支度",
        "仕度",
        "世話",
        "散歩",
        "会計",
        "手続",
        "届出",
        "申込",
        "支払",
        "受取",
        "取消",
        "買物",
        "申出",
        "引越",
    }
)
"""Nouns in kanji that take お, not ご, before する."""

NO_HONORIFIC_NOUNS = frozenset(
    {"実施", "開催", "発生", "値引", "割引", "立会", "取扱", "見積", "施行", "手配", "配布"}
)
"""Nouns in kanji of which no ご … ください is made, or whose reading is not certain."""

IDIOM_NOUNS = frozenset("気役手身目耳口頭心念力足")
"""Nouns that are one idiom with を, が, に and the verb (気を付ける), which お does not enter."""

STEMS_ON_DE = frozenset("撫茹愛奏詣出秀ん")
"""Characters before a で that belongs to a verb (茹で上げる) and is no particle."""

PARTICLE_VERBS = frozenset(
    {
        *("つく", "就く", "付く", "対する", "よる", "依る", "因る", "おく", "於く", "関する"),
        *("基づく", "応ずる", "応じる", "あたる", "当たる", "際する", "向ける", "むける"),
        *("とる", "加える", "備える", "先駆ける", "伴う", "ともなう", "続く", "限る", "かぎる"),
        *("沿う", "先立つ", "照らす", "因む", "ちなむ", "もとづく", "係る", "かかる", "反する"),
        *("代わる", "かわる", "わたる", "渡る", "かける", "従う", "したがう", "比べる", "くらべる"),
        *("つれる", "連れる", "鑑みる", "かんがみる", "あわせる", "併せる", "合わせる"),
    }
)
"""Verbs that make a particle with に or と (に対して, と併せて), not the end of a clause."""

PARTICLE_VERBS_WO = frozenset(
    {
        *("通ずる", "通じる", "通す", "とおす", "経る", "もつ", "以つ"),
        *("踏まえる", "ふまえる", "含める", "ふくめる", "除く", "のぞく", "めぐる", "巡る"),
        *("はじめる", "めざす", "目指す", "問う", "こめる", "込める", "介する"),
    }
)
"""Verbs that make a particle with を (を通じて, を除き)."""


def denies_existence(base: str) -> bool:
    """Whether a base on ない is a phrase whose polite form has ありません."""
    if not base.endswith(("ない", "無い")):
        return False
    head = base[:-2]
    return not head or head[-1] in NEGATION_PARTICLES or head.endswith(NEGATION_HEADS)
