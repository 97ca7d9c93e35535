"""One thing said and its contrary: 「予約は不要です」 and 「予約した人だけが入れます」, 抽選 and 先着順.

Most notices say of a part what does not hold of the rest (高校生以下は無料). So each of the two
must be said of the whole: in front of it stands nothing but words such as 当日は, 参加は, or
nothing; no word of an exception stands in its sentence, and no heading of a thing of its own
lies between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from checker.annotations.types import AnnotationKind, PeriodValue, TimeValue
from checker.context import Context
from checker.detectors import Options
from checker.detectors.fields import fields_of
from checker.detectors.statements import several_things
from checker.detectors.ways import Ways
from checker.document.model import Block, BlockKind, Document
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"name", "other"})

_HEADINGS = (BlockKind.HEADING, BlockKind.TITLE)
_DATE = r"(?:令和[0-9元]{1,2}年|[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:[（(].{1,5}?[)）])?"
_WHOLE = (
    rf"(?:[※・○●■◎◇◆*、 　-]|なお|また|ぜひ|必ず|事前に?の?|前もって|当日の?|{_DATE}|[0-9]{{1,2}}(?:日|時|分)|午[前後]|正午|朝|に|までに?|から|の"
    r"|(?:参加|来場|見学|相談|受講|入場|観覧|体験|利用|申請|受け?付け?|手続き?|受診|接種|聴講|傍聴|おいで|お越し|来られる|会場|応募|お?申し?込み?|予約|教室|講座)(?:には?|は|へは|の|を?(?:希望|する|される|したい|できる)?(?:方|人|かた|ひと)?は?)?"
    r"|前日|(?:開催|実施)?日の|[0-9]{{1,2}}(?:日|週間)前|希望(?:する|される)?(?:方|人)は|電話か?で|メールか?で|窓口か?で|(?:電話|メール|窓口|ウェブサイト|フォーム)(?:か|、|・|または|又は))*"
)
"""What may stand in front of what is said of the whole."""
_APART = regex(
    r"以外|ただし|除[きくい]|特別|団体|コース|クラス|[0-9]回目|日目|[①-⑳]|の部|昨年|去年|前回|これまで|従来|今まで|今後|変更|変わり|なりました|なります|廃止|手話|託児|保育|車いす|車椅子|障|一部|ほかに|他の|とは別|別に|別途|平日|土曜|日曜|休日|夜間は|いずれか|どちらか|例えば"
    r"|高校生|中学生|小学生|子ども|大人|一般|会員|[0-9]歳|市外|付き添い|付添|保護者|同伴|関係者|出展|出店|搬入|取材|報道"
)
"""Words that tell of a part, an exception or another time."""
_GENERIC = regex(
    "申し?込|応募|参加|費|料|持ち?物|会場|場所|交通|アクセス|駐車|注意|その他|日時|とき|概要|内容|対象|定員|募集|方法|受け?付|受診|問い?合|利用|当日|案内|お願い|手続|申請|提出|期間|期限|雨|天|ところ|備考|予約|選|いつ|どこ|だれ|お知らせ|について"
)
"""Headings and labels that name no thing of its own."""


class Contrary(NamedTuple):
    """Two ways to say the contrary.

    Attributes:
        name: What is spoken of.
        one: What the rarer of the two looks like.
        other: The other one.
        apart: Words that in a sentence of either make it one of something else.
        heads: What may stand in front of either beside the words of `_WHOLE`.
    """

    name: str
    one: Scan
    other: Scan
    apart: re.Pattern[str] | None = None
    heads: re.Pattern[str] = regex(_WHOLE)


_PERSONS = "(?:人|方|かた|ひと|者)"
_APPLY = r"(?:申し?込み?|応募)"
_FEE = r"(?:(?:参加|受講|入場|観覧|入館|相談|体験|見学)(?:費|料)|費用|料金|会費|お金|おかね)"

_CONTRARIES = (
    Contrary(
        "予約や申し込みが要るか",
        Scan(
            rf"(?:予約|{_APPLY})の必要[はも]?[ 　、]?(?:ありません|ない|なし)|(?:予約|{_APPLY})[はも：:]?[ 　、]?(?:不要|いりません|要りません|必要ありません|必要はありません|必要がありません|必要ない|必要なし|なしで)"
            rf"|(?:予約|{_APPLY})をしなくても|(?:予約|{_APPLY})しなくても"
        ),
        Scan(
            rf"要予約|要申込|(?:予約|事前の?{_APPLY})が[ 　]?(?:必要|要りま|いりま)|予約制(?!では)|事前{_APPLY}制|事前に(?:予約|{_APPLY})(?:をして|して|んで|み)[ 　]?ください"
            rf"|予約(?:をし|し|され)?(?:た|て(?:いる|いない|ある)|済み|のない|がない)の?{_PERSONS}(?:だけ|のみ|に限|は(?:入れま|参加できま|利用できま))|予約が(?:ないと|なければ)"
            rf"|まで(?:に|へ)、?(?:お?電話(?:か|または)?[^。、\n]{{0,10}}で|窓口で|メールで)、?(?:お申し?込みください|申し?込んでください|予約してください|ご予約ください|(?:予約|申し?込み)(?=$|。|[)）]))"
        ),
        regex("キャンセル|取り?消|変更|2回目|初めて|初回|見学のみ|個別|希望者|昼食|弁当"),
    ),
    Contrary(
        "費用がかかるか",
        Scan(
            rf"{_FEE}[は：: 　]{{1,2}}、?(?:すべて)?(?:無料|いりません|要りません|かかりません|必要ありません|必要はありません)|(?:参加|受講|入場|観覧|見学|相談|利用|体験)(?:費|料)?(?:は|：|: ?)?無料(?!券|で貸)"
        ),
        Scan(
            rf"{_FEE}(?:は|：|:|として|　| |、)*(?:1(?:人|組|回)(?:につき)?)?[0-9][0-9,]{{1,6}}円|[0-9][0-9,]{{1,6}}円(?:で|を払うと)[ 　]?(?:参加|べんきょう|勉強|受け|受講|入れ|入場|見られ|観覧|体験)|有料です"
        ),
        regex(
            "駐車|材料|保険|弁当|昼食|テキスト|教材|延長|割|減免|免除|以上|未満|超え|枚目|冊|円[^。\n]{0,12}円|一部|当日券|前売|貸し?出|レンタル|コピー|郵送|返|取り?消|キャンセル|実費|申請|手数料"
        ),
        regex(rf"(?:{_WHOLE}|(?:入場|観覧|参加)(?:に|には)|お?(?:金|かね)は|当日、?)*"),
    ),
    Contrary(
        "選び方",
        Scan(
            r"先着(?:順で)?、?[0-9]+(?:人|名|組|区画|台|世帯)(?:です|とします|まで|を|$|[。）)])|先着順?(?:で決|で、?(?:[0-9]+(?:人|名|組|区画|台|世帯)(?:まで|を|です|とし)|受け付け|参加者|受講者|利用者|締め切)|とします|です|に(?:より|決))"
            r"|[（(]先着順?[)）]|(?:定員|募集)[^\n。]{0,14}[0-9](?:人|名|組|区画|台|世帯)(?:、|・|　| )?先着順?(?=[）)。、 　]|$)|(?:申し?込み?|到着|受付|受け付け)の?(?:早い)?順(?:で決|に決|とします|です|に受け付け)"
        ),
        Scan(
            r"(?:多数|多いとき|多い場合|超え(?:た|る)(?:とき|場合)|超えたら)は?、?(?:公開)?(?:抽選|くじ)|抽選(?:で決|により決|で選|によって決|で[0-9]+(?:人|名|組|区画|台)|とします|です|を行います|の結果を?(?:お?知らせ|通知|連絡))|[（(](?:多数は?|多数の?とき|多数の?場合は?)?抽選[)）]|(?:申し?込み?|応募)(?:が)?多数(?:の(?:とき|場合)は?)?、?抽選"
        ),
        regex(
            "空き|余[りっ]|残[りっ]|2次|二次|追加|同時|同着|整理券|キャンセル|あとは|後は|以降|場所|順番|プレゼント|景品|記念品|抽選会|抽せん会|しません|ではあり|ではなく|当選|辞退|それ以後|達しない|満たない|会場"
        ),
        regex(
            rf"(?:{_WHOLE}|結果は|(?:参加|受講|利用|当選|入居)者は|多数の(?:とき|場合)は|[0-9]+(?:人|名|組|区画|台|世帯)を超え[^。、\n]{{0,6}}は|(?:お?申し?込み?|応募|希望)者?[がは](?:定員を?)?(?:多い|超え(?:た|る))?(?:とき|場合)?は?|(?:募集|利用)?(?:定員|人数|区画)?(?:数)?(?:は|：|:|＝| |　)?(?:各日|各回)?[0-9]*(?:人|名|組|区画|台|世帯)?(?:を|が|に)?)*"
        ),
    ),
    Contrary(
        "駐車場があるか",
        Scan(
            "駐車場は[ 　]?(?:ありません|ございません|ない(?:ので|ため)|使えません|利用できません|ご利用(?:いただけ|になれ)ません|用意していません|用意がありません)|駐車場[：: 　](?:なし|無し|ありません)"
        ),
        Scan(
            r"駐車場を[ 　]?(?:ご?利用(?:ください|いただけ|でき|になれ)|お使い(?:ください|いただけ|になれ)|使えます|使ってください)|駐車場(?:に|へ)[ 　]?(?:お?止め|お?とめ|お?停め|駐車して)(?:て|ください|られます|でき)|駐車場[：: 　]?(?:あり(?!ません)|約?[0-9]+台|無料|[（(](?:約?[0-9]+台|無料)[^（(）)\n]{0,8}[)）])|駐車場(?:が|も)(?:あります|[0-9]+台)"
        ),
        regex("近く|周辺|近隣|隣|有料|市営|臨時|民間|コイン|公園|体が|高齢|優先|前日|送迎|自転車"),
        regex(
            rf"(?:{_WHOLE}|会場(?:に|には|の)?|(?:館|施設|市民?センター|公民館)(?:に|には|の)?|[、。]|お?車(?:で(?:の方|お?越し|来)[^。\n]{{0,8}}は)?|(?:電車|バス|徒歩|公共交通機関)[^。\n]{{0,24}}(?:か|または|、))*"
        ),
    ),
    Contrary(
        "雨のときにどうするか",
        Scan(
            "雨(?:天|の日|の場合|のとき|が降った(?:とき|場合|ら)|ら)*(?:の(?:場合|とき|日))?(?:は|には|、)*(?:中止(?!の(?:場合|とき|判断|お知らせ|連絡)|する(?:場合|とき|か)|かどうか|または|の?とき)|取りやめ)"
        ),
        Scan(
            "雨(?:天|の日|の場合|のとき|が降った(?:とき|場合|ら))*(?:の(?:場合|とき|日))?(?:は|でも|には|、|：)*(?:[^。、\n（(中止]|[（(].[)）]){0,16}?(?:(?:に|へ)?(?:延期|順延)(?:し|とし|です|$|[)）。(（]|の?予定)|決行|(?:も)?(?:行います|実施します|開催します|行う予定))"
        ),
        regex(
            "予備日|日も雨|翌日も|両日|も雨|延期した|順延日|順延した|小雨|荒天|大雨|強風|警報|雷|台風|屋外|屋内|競技|種目|程度|行事|演奏|パレード|花火"
        ),
        regex(rf"(?:{_WHOLE}|(?:当日の)?朝?[0-9]{{1,2}}時に?)*"),
    ),
    Contrary(
        "誰が参加できるか",
        Scan(
            r"市内(?:に住む|在住の)[^。、\n]{1,12}(?:方|人)に限|市内(?:に[ 　]?(?:住む|お住まいの|住んでいる)|在住の?)(?:人|方|かた)?(?:者)?(?:に[ 　]?限|だけ(?!で)|のみ)|市民(?:に限|のみ|だけ(?!で))|市外(?:在住)?の(?:方|人)は[、 　]?(?:申し込めま|参加できま|利用できま|対象とな[りる]ま|対象外|受けられま)"
        ),
        Scan(
            r"市外(?:に住む|在住の?|にお住まいの|の)(?:人|方|かた)?も?[ 　、]?(?:でも)?(?:申し込めます|参加できます|利用できます|受けられます|応募できます|使えます|歓迎)|(?:どなた|だれ|誰)でも[ 　]?(?:ご?参加|お?申し?込|ご?利用|ご?応募|受けられ)|(?:住所|お住まいの場所|住んでいる所)(?:を|は)問いません"
        ),
        regex("ほか|料金|使用料|優先|空き|定員に満た|円|見学|観覧|広域|協定"),
        regex(
            rf"(?:{_WHOLE}|(?:受講|参加|利用|申請|応募|申し込み)(?:できる|する)?のは|対象は|市内の会社[^。\n]{{0,14}}|(?:市内に)?(?:在勤|在学|通勤|通学|勤務)[^。、\n]{{0,10}}|、)*"
        ),
    ),
    *(
        Contrary(
            f"{shown}で出せるか" if shown != "代理人" else "代理の人でもよいか",
            Scan(
                rf"(?:{words})(?:で|に)?(?:の|による)?(?:ご?意見の?)?(?:申請|{_APPLY}|受付|受け付け|提出|応募|予約|手続き?|お?受け取り)?(?:は|では)、?[ 　]?(?:受け付け(?:ません|ていません|ておりません|できません|ない)|受付(?:しません|していません|できません)|できません|不可|お受けできません|認め(?:ません|られません))|(?:{words})不可"
            ),
            Scan(yes),
            regex(
                "結果|通知|返送|返信|証明書|カード|書類の写し|問い?合わせ|相談|質問|変更|取り?消|キャンセル|様式|ダウンロード|困難|やむを得|病気|できない(?:方|人)|来られない|難しい|委任状|支払|納付|送付先"
            ),
            regex(
                rf"(?:{_WHOLE}|窓口(?:への持参)?(?:のみ|だけ)|持参(?:のみ|だけ)|[（(]|(?:{words})の(?:場合|とき)は?|最終日の|締め?切り日?の|申請書は、?|申込書は、?|書類は、?|(?:窓口|持参|郵送|電話|メール|FAX)(?:への)?(?:持参)?(?:か|または|又は|、|・)|[0-9]{{1,2}}日の)*"
            ),
        )
        for shown, words, yes in (
            (
                "郵送",
                "郵送|郵便",
                r"消印(?:のある|有効|まで)|郵送(?:[、・か](?:窓口|持参|メール|FAX)|または[^。、\n]{2,8}|か[^。、\n]{2,8})?(?:で|にて|でも|により)[ 　、]?(?:(?:提出|応募|申請)(?:して|でき|も)|出して|出せます|送って|お?申し?込|受け付けます|ご提出|ご応募)|郵送(?:可|でも可|も可)|郵送または|郵送も(?:でき|受け付けます)",
            ),
            (
                "電話",
                "お?電話",
                r"お?電話(?:[、・か](?:窓口|メール|FAX)|または[^。、\n]{2,8}|か[^。、\n]{2,8})?(?:で|でも|にて)、?[ 　]?(?:お?申し?込|予約(?:して|でき)|ご予約|ご応募|応募|受け付けます)",
            ),
            (
                "代理人",
                "代理(?:人|の(?:人|方))(?:の方)?",
                r"代理(?:人|の(?:人|方))(?:の方)?(?:でも|も|が来ても)[ 　、]?(?:受け取れます|申請できます|手続きできます|できます|申し込めます|構いません|かまいません|よいです)",
            ),
            (
                "メール",
                "(?:電子)?メール",
                r"(?:電子)?メール(?:[、・か](?:窓口|電話|FAX|郵送)|または[^。、\n]{2,8})?(?:で|でも|にて)、?[ 　]?(?:お?申し?込|応募して|ご応募|提出して|お送りください|送ってください|受け付けます)",
            ),
        )
    ),
)

_CANNOT = Scan(
    r"(?P<thing>[一-龠ァ-ヶー々の]{2,14}?(?:側の(?:道路|歩道|入口|出入口|階段)|側|口|門|玄関|道路|歩道|階段|エレベーター|通路|橋|トイレ|水道|車線|ポスト))は、?[ 　]?(?:使えません|通れません|入れません|利用できません|通行できません|ご利用(?:いただけ|になれ)ません|閉まって|閉鎖し|使用できません)"
)
_USE = Scan(
    r"(?P<thing>[一-龠ァ-ヶー々の]{2,14}?(?:側の(?:道路|歩道|入口|出入口|階段)|側|口|門|玄関|道路|歩道|階段|エレベーター|通路|橋|トイレ|水道|車線|ポスト))(?:を|から)、?[ 　]?(?:通って|お?通り|使って|お使い|ご?利用して|ご利用|お?入り|入って|渡って|お渡り)[^。\n、]{0,6}ください"
)
_CAN_DO = r"(?P<thing>撮影|写真撮影|録音|録画|飲食|食事|途中入場|途中退場|途中からの参加|再入場|喫煙|ペット連れ|ペットの同伴|犬の散歩|自転車の乗り入れ|車の乗り入れ|見学|試着|持ち帰り|持ち込み|使用料の返金)"
_MAY_NOT = Scan(rf"{_CAN_DO}(?:は|も)、?[ 　]?(?:できません|禁止|お断り|ご遠慮|固くお断り)")
_MAY = Scan(
    rf"{_CAN_DO}(?:は|も|が)、?[ 　]?(?:できます|自由です|して(?:も)?(?:構いません|かまいません|よい)|ご自由に)"
)
_GIVEN = Scan(
    r"(?P<thing>[一-龠ァ-ヶー々]{2,10})は[、 　]?(?:すべて|全て)?(?:市|会場|主催者|こちら|当日会場|センター|公民館|図書館)(?:で|に|が)[、 　]?(?:ご?用意します|ご?用意しています|準備します|貸し出します|用意いたします|貸します|あります)"
)
_BROUGHT = Scan(
    r"(?P<thing>[一-龠ァ-ヶー々]{2,10})(?:を|は)[、 　]?(?:各自で?[、 　]?|必ず[、 　]?)?(?:お?持ち(?!の方|込み|帰り)|持って(?:来|き)|ご?持参|ご用意(?=ください))"
)
_NOUN_PHRASE = r"(?<![一-龠ァ-ヶーぁ-ん])(?P<thing>[一-龠ァ-ヶー][一-龠ァ-ヶーのし込み]{1,11})"
_REFUSED = Scan(
    rf"{_NOUN_PHRASE}(?:は|も)、?(?:受け付け(?:ません|ていません|できません)|お受けできません)"
)
_ACCEPTED = Scan(rf"{_NOUN_PHRASE}(?:は|も|を)、?(?:受け付けます|受け付けています|お受けします)")
_SAME_THING = (
    ("受け付けるか", _REFUSED, _ACCEPTED),
    ("通れるか", _CANNOT, _USE),
    ("してよいか", _MAY_NOT, _MAY),
    ("誰が用意するか", _GIVEN, _BROUGHT),
)
_AT_TIMES = regex(
    r"[0-9]|以外|ただし|場合|とき|まで|後は|から|間は|ほか|平日|休日|夜間|昼|一部|除|または|関係者|職員|当日券|希望|ない方|ある方|お持ちの方|持っている|フラッシュ|指定|所定|決められた|で(?:は|の)"
)
_COLOUR = "(?P<colour>青|赤|緑|黄色?|白|黒|ピンク|水色|紫|オレンジ|透明)(?:い|の|色の)"
_THING = "(?P<thing>(?:指定の?|専用の?)?(?:ごみ)?(?:袋|シール|箱|容器|券|かご|コンテナ|封筒|用紙|カード|バッグ|ラベル))"
_NOT_IN = Scan(
    rf"{_COLOUR}{_THING}(?:に(?:入ってい|入れ)ない|(?:を|が)貼(?:ってい|られてい|ってあ)?(?:ない|らない)|以外|で(?:は)?ない|がない|を使わない)"
)
_PUT_IN = regex(rf"{_COLOUR}{_THING}(?:に(?:入れ|貼)|を(?:貼|使|付け)|で(?:出|お出))")
_NOT_NEEDED = Scan(
    r"(?<![一-龠ァ-ヶーぁ-ん])(?P<thing>[一-龠ァ-ヶー]{2,10})は、?(?:不要です|いりません|要りません|必要ありません|必要はありません)"
)
_BRING = frozenset(
    (
        "持ち物",
        "必要なもの",
        "必要な物",
        "必要書類",
        "必要な書類",
        "用意するもの",
        "持参するもの",
        "お持ちいただくもの",
    )
)
_BETWEEN = regex("[、・，,　 \n（()）]+|と(?=[一-龠ァ-ヶ])")
_VOTES = Scan(
    r"賛成(?:が|者|は|：)?(?P<one>[0-9]{1,3})(?:人|名|票|議員)?(?:[、，・ 　]|で、?)*反対(?:が|者|は|：)?(?P<other>[0-9]{1,3})(?:人|名|票)?(?P<rest>[^\n。]{0,24}?)(?P<end>可決|否決|採択|不採択)"
)
_SPECIAL = regex("3分の2|三分の二|4分の3|特別多数|再議|同数|議長の?裁決")

_SIZE = Scan(
    r"(?P<low>[0-9]{1,3})(?P<unit>人|名|団体|世帯|歳)以上、?(?P<high>[0-9]{1,3})(?P=unit)(?:以下|以内|まで)"
)
_SIZE_AGAIN = regex(
    r"(?<![0-9])(?P<low>[0-9]{1,3})(?P<unit>人|名|団体|世帯|歳)?(?:以上|から|[〜～~]|より)、?(?P<high>[0-9]{1,3})(?P<last>人|名|団体|世帯|歳)(?:以下|以内|まで)?"
)
_NIGHT = Scan(
    r"夜間(?!・|や|休日|診療|または|の?出入|は|以外|も)(?:だけの?|の)?(?:全面)?(?P<thing>通行止|工事|作業|断水|規制|講座|教室|サロン|開館|窓口|相談|納付|収納|開放|診療|見学|観察|学習)|夜の(?P<thing2>集まり|講座|教室|音楽会|コンサート|工事|サロン|観察会|勉強会|体操)|(?:仕事|お?勤め|学校)(?:の?)帰りに"
)
_DAY = Scan(
    r"(?:昼間|日中|昼)(?:だけ|のみ)?の(?:全面)?(?P<thing>通行止|工事|作業|断水|規制|講座|教室|集まり|サロン|コンサート)"
)
_TIME_NAMES = frozenset(
    (
        "時間",
        "日時",
        "とき",
        "開催時間",
        "工事時間",
        "作業時間",
        "規制時間",
        "受付時間",
        "開設時間",
        "時間帯",
        "通行止めの時間",
        "断水の時間",
        "開催日時",
    )
)
_NOT_SO = regex(
    "ません|ありま|夜間は[^。]{0,10}通れます|変わ|変更|昨年|前回|これまで|場合|振り替え"
)
_DUSK, _NOON, _MORNING = 17 * 60, 12 * 60, 9 * 60
"""Minutes after midnight: what ends before dusk is not by night, nor what begins behind it by day."""


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (
        *_CONTRARY_WAYS.scans,
        *_SAME_WAYS.scans,
        *_WAYS.scans,
    )


def check(context: Context, options: Options) -> Iterator[Match]:
    """A match at each of two places that say the contrary."""
    for name, one, other in _pairs(context):
        text = context.document.text
        for here, there in ((one, other), (other, one)):
            shown = there.cut(text)
            related = (Related(there, f"ここでは「{shown}」です"),)
            yield Match(here, {"name": name, "other": shown}, related=related)


def _pairs(context: Context) -> Iterator[tuple[str, Span, Span]]:
    document = context.document
    text = document.folded
    for find in _WAYS.asked(text):
        yield from find(context)
    for contrary in _CONTRARY_WAYS.asked(text):
        ones = list(contrary.one.finditer(text))
        others = list(contrary.other.finditer(text)) if ones else []
        if not others or several_things(context):
            continue
        said = _said_of_all(document, contrary, ones)
        told = _said_of_all(document, contrary, others) if said else []
        if not told or not _one_thing(document, said[0], told[0]):
            continue
        if _topics(document, said[0]) == _topics(document, told[0]):
            yield contrary.name, said[0], told[0]
    for name, first, second in _SAME_WAYS.asked(text):
        ones = list(first.finditer(text))
        others = list(second.finditer(text)) if ones else []
        for one in ones:
            for other in others:
                if _same(one["thing"], other["thing"]) and not any(
                    _AT_TIMES.search(_sentence(document, found)) or _quoted(document, found)
                    for found in (one, other)
                ):
                    here, there = Span(*one.span()), Span(*other.span())
                    if _one_thing(document, here, there):
                        yield name, here, there


def _said_of_all(
    document: Document, contrary: Contrary, found: Iterable[re.Match[str]]
) -> list[Span]:
    """Where it is said of the whole; nothing, where it is said of a part as well."""
    spans: list[Span] = []
    for one in found:
        block = document.block_at(one.start())
        if _quoted(document, one):
            continue
        sentence = _sentence(document, one)
        if _APART.search(sentence) or (contrary.apart and contrary.apart.search(sentence)):
            return []
        start = _start(document, block, one.start())
        if not contrary.heads.fullmatch(document.folded, start, one.start()):
            return []
        if block.label is not None and not _GENERIC.search(block.label.cut(document.folded)):
            return []
        spans.append(Span(*one.span()))
    return spans


def _topics(document: Document, span: Span) -> frozenset[str]:
    """What the sentence in front of a place is about: 「見学は」 予約不要, but 「体験は」 要予約."""
    start = _start(document, document.block_at(span.start), span.start)
    return frozenset(_TOPIC.findall(document.folded, start, span.start))


_TOPIC = regex("見学|相談|観覧|体験|接種|聴講|傍聴|教室|講座|受診")


def _quoted(document: Document, found: re.Match[str]) -> bool:
    block = document.block_at(found.start())
    if block.cell is None:
        return block.quoted
    # A row of a table by itself is about what its first cell names.
    head = document.block_at(max(0, block.span.start - 1)).span.cut(document.folded)
    return block.cell.column != 1 or not _GENERIC.search(head)


def _start(document: Document, block: Block, offset: int) -> int:
    """Where the sentence begins: behind a full stop, a bracket's sentence or the label."""
    text = document.folded
    start = block.span.start
    if block.value is not None and block.value.start <= offset:
        start = block.value.start
    return max(start, text.rfind("。", start, offset) + 1)


def _sentence(document: Document, found: re.Match[str]) -> str:
    """The sentence around what was found, without its own words."""
    text = document.folded
    block = document.block_at(found.start())
    end = text.find("。", found.end(), block.span.end)
    head = text[_start(document, block, found.start()) : found.start()]
    return head + "\n" + text[found.end() : end if end >= 0 else block.span.end]


def _one_thing(document: Document, one: Span, other: Span) -> bool:
    """Whether no heading of a thing of its own stands between two places, and they are apart."""
    low, high = sorted((one, other))
    if low.end > high.start:
        return False
    text = document.folded
    for block in document.blocks:
        if not low.end <= block.span.start < high.start:
            continue
        head = block.kind in _HEADINGS or text[block.span.start] in _HEAD_MARKS
        if head and block.label is None and not _GENERIC.search(block.span.cut(text)):
            return False
    return True


_HEAD_MARKS = "○●■□◆◇▼▽★☆【◎"


def _votes(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """「賛成17、反対4 … 否決」."""
    document = context.document
    text = document.folded
    for found in _VOTES.finditer(text):
        one, other = int(found["one"]), int(found["other"])
        passed = found["end"] in ("可決", "採択") and not found["rest"].endswith("不")
        if one == other or _SPECIAL.search(document.block_at(found.start()).span.cut(text)):
            continue
        if (one > other) != passed:
            place = Span(found.start("end"), found.end("end"))
            yield "採決の結果", Span(found.start(), found.end("other")), place


def _by_night(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """「夜の集まりです」 and 「時間：午前6時30分～8時」; 「昼間だけの通行止め」 from 午後8時 to 午前5時."""
    document = context.document
    text = document.folded
    found = [
        (one, night)
        for scan, night in ((_NIGHT, True), (_DAY, False))
        for one in scan.finditer(text)
    ]
    if len({night for _, night in found}) != 1:
        return
    named = [field for field in fields_of(context) if field.name in _TIME_NAMES]
    periods = [
        period
        for field in named
        for period in context.annotations.overlapping(field.value, AnnotationKind.PERIOD)
        if isinstance(period.value, PeriodValue) and isinstance(period.value.start, TimeValue)
    ]
    if len(periods) != 1:
        return
    one, night = found[0]
    period = periods[0]
    if any(_quoted(document, one) or _NOT_SO.search(_sentence(document, one)) for one, _ in found):
        return
    value = period.value
    assert isinstance(value, PeriodValue)
    assert isinstance(value.start, TimeValue)
    start = value.start.minutes
    end = value.end.minutes if isinstance(value.end, TimeValue) else None
    if start is None or end is None:
        return
    before = value.start.meridiem == "午前" or "午前" in period.span.cut(text)
    by_day = before and start < _NOON and end <= _DUSK and start < end
    late = start >= _DUSK and (end > start or end <= _MORNING)
    if by_day if night else late:
        here, there = sorted((Span(*one.span()), period.span))
        yield "昼か夜か", here, there


def _same(one: str, other: str) -> bool:
    """Whether two names are one, or the longer ends with の and the shorter (堤防の西側の道路)."""
    short, long = sorted((one, other), key=len)
    return short == long or long.endswith(f"の{short}")


def _sizes(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """「3人以上10人以下のグループ」 and 「人数は、2人から10人まで」: two ranges with one end in common."""
    document = context.document
    text = document.folded
    for found in _SIZE.finditer(text):
        ranges = {
            (one["low"], one["high"]): one
            for one in _SIZE_AGAIN.finditer(text)
            if one["last"] == found["unit"] and one["unit"] in (None, found["unit"])
        }
        if len(ranges) != _TWO or several_things(context):
            continue
        (low, high), (low2, high2) = ranges
        if (low == low2) == (high == high2):
            continue
        one, other = ranges.values()
        heads = [_sentence(document, each) for each in ranges.values()]
        if any(
            _APART.search(head.replace("団体", "")) or _OF_CLASSES.search(head) for head in heads
        ):
            continue
        here, there = Span(*one.span()), Span(*other.span())
        if document.sentence_index_at(here.start) == document.sentence_index_at(there.start):
            continue
        if any(_quoted(document, each) for each in ranges.values()):
            continue
        if _one_thing(document, here, there):
            yield ("人数" if found["unit"] in ("人", "名") else "範囲"), here, there


_TWO = 2
_OF_CLASSES = regex("円|定員|各|ずつ|[0-9]組|負担|保険|部門|支給|手当|料")


def _colours(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """「青い袋に入れて出してください」, and 「緑の袋に入っていないものは収集しません」."""
    document = context.document
    text = document.folded
    for one in _NOT_IN.finditer(text):
        asked = [
            each
            for each in _PUT_IN.finditer(text)
            if each["thing"][-1:] == one["thing"][-1:]
            and not each.group().endswith("ない")
            and each.start() != one.start()
        ]
        colours = {each["colour"] for each in asked}
        if len(colours) == 1 and one["colour"] not in colours and not _quoted(document, one):
            there = Span(asked[0].start("colour"), asked[0].end("thing"))
            yield f"{one['thing']}の色", there, Span(one.start("colour"), one.end("thing"))


def _not_needed(context: Context) -> Iterator[tuple[str, Span, Span]]:
    """「印鑑は不要です」, and 「持ち物　本人確認書類、印鑑」."""
    document = context.document
    text = document.folded
    for one in _NOT_NEEDED.finditer(text):
        thing = one["thing"]
        asked = [field for field in fields_of(context) if field.name in _BRING]
        if len(asked) != 1 or asked[0].value.contains(Span(*one.span())):
            return
        if _quoted(document, one) or _AT_TIMES.search(_sentence(document, one)):
            continue
        start = asked[0].value.start
        if thing in _BETWEEN.split(asked[0].value.cut(text)):
            at = text.find(thing, start)
            yield f"「{thing}」が要るか", Span(at, at + len(thing)), Span(*one.span())


_WAYS: Ways[Callable[[Context], Iterator[tuple[str, Span, Span]]]] = Ways(
    ((_VOTES,), _votes),
    ((_NOT_IN,), _colours),
    ((_NOT_NEEDED,), _not_needed),
    ((_NIGHT, _DAY), _by_night),
    ((_SIZE,), _sizes),
)
_CONTRARY_WAYS = Ways(*(((contrary.one,), contrary) for contrary in _CONTRARIES))
_SAME_WAYS = Ways(*(((same[1],), same) for same in _SAME_THING))
