"""Which language a text is in: English is read, everything else is said and left alone."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dateline.reader.language import language_of

ENGLISH = [
    "Armenia, Azerbaijan trade fire",
    "Stepanakert shelled again",
    "Two killed.",
    "Ceasefire",
    "Hezbollah fires rockets",
    "Guatemala expels ambassador",
    "Houthi drones hit tanker near Hodeidah",
    "Guerrillas attack San Salvador barracks",
    "Netanyahu, Abbas, Sisi, Macron meet Erdogan",
    "EXPLOSION ROCKS BOGOTA; 12 DEAD",
    "BOMBS FELL ON THE TOWN OF KHARKIV OVERNIGHT, OFFICIALS SAID",
    "Mahmoud Abbas, Ismail Haniyeh and Yahya Sinwar met Abdel Fattah al-Sisi, Sergei Lavrov and Recep Tayyip Erdoğan.",
    "terrorists attacked police station killing three",
    "The ministry (وزارة الدفاع) said three people were killed in Aleppo.",
    "Ganja \U0001f4a5 missile strike kills 12 https://t.co/x #Karabakh @mod_az",
]
OTHERS = [
    ("de", "Bei einem Raketenangriff auf die Stadt Charkiw sind am Freitag drei Menschen getötet worden."),
    ("fr", "Trois personnes ont été tuées dans une attaque contre un village du nord du Mali, selon l'armée."),
    ("es", "TRES MUERTOS EN UN ATAQUE DE LA GUERRILLA EN EL NORTE DE COLOMBIA, DIJO EL EJERCITO"),
    ("pt", "Três pessoas morreram num ataque a uma aldeia no norte de Moçambique, disse o exército."),
    ("it", "Tre persone sono morte in un attacco contro un villaggio nel nord del Mali, secondo l'esercito."),
    ("nl", "Drie mensen zijn omgekomen bij een aanval op een dorp in het noorden van Mali, aldus het leger."),
    ("tr", "Ordu, kuzeydeki bir köye düzenlenen saldırıda üç kişinin öldüğünü açıkladı."),
    ("sv", "Tre personer dödades i en attack mot en by i norra Mali, uppgav armén."),
    ("pl", "Trzy osoby zginęły w ataku na wioskę na północy Mali, podało wojsko."),
    ("sw", "Watu watatu waliuawa katika shambulio dhidi ya kijiji kaskazini mwa Mali, jeshi lilisema."),
    ("so", "Saddex qof ayaa lagu dilay weerar lagu qaaday tuulo ku taal waqooyiga, sida uu sheegay ciidanka."),
    ("uk", "Внаслідок ракетного удару по Харкову загинули троє людей, повідомила влада."),
    ("ru", "В результате ракетного удара по Харькову погибли три человека, сообщили власти."),
    ("ar", "قتل ثلاثة أشخاص في هجوم على قرية في شمال مالي، بحسب الجيش."),
    ("fa", "سه نفر در حمله به روستایی در شمال کشته شدند، ارتش اعلام کرد."),
    ("he", "שלושה בני אדם נהרגו במתקפה על כפר בצפון, מסר הצבא."),
    ("zh", "军方称，北部一个村庄遭袭，三人死亡。"),
    ("hy", "Բանակի հաղորդմամբ՝ գյուղի վրա հարձակման հետևանքով երեք մարդ է զոհվել։"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_short_capital_and_full_of_names(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(("code", "text"), OTHERS)
def test_other_languages(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize("text", ["", " \n", "12 / 34", "\U0001f4a5\U0001f4a5", "\x00\u200b", "\ud800"])
def test_without_letters(text: str) -> None:
    assert language_of(text) == "und"


def test_foreign_story_under_an_english_head() -> None:
    head = "Home World Sport Subscribe to our newsletter and follow the news with us. "
    assert language_of(head + OTHERS[1][1] * 40) == "fr"


def test_plain_english_does_not_load_the_classifier() -> None:
    code = (
        "import sys; from dateline.reader.language import language_of;"
        "assert language_of('The army said that rebels had shelled the town.') == 'en';"
        "sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
