"""Formulas set in type: their measures, their place in the text, their colour, and what becomes of those that cannot be set."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QPoint, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette, QTextCursor
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.chat.answer_text import AnswerText
from ui.chat.formula_set import FormulaSet, formulas
from ui.chat.formula_source import FormulaSource
from ui.chat.markdown_view import MarkdownView
from ui.chat.typesetting import DEEPEST, HIGHEST_EM, LONGEST, LONGEST_S, WIDEST_EM, typeset

pytestmark = pytest.mark.desktop


@pytest.fixture(autouse=True)
def _without_theme(qapp: QApplication) -> None:
    """A test before may have put the theme on, under which a view takes no font and no colours of its own. What it left is deleted
    first: a sheet is not taken off while widgets die."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    qapp.setPalette(qapp.style().standardPalette())


USUAL = (
    r"E = mc^2",
    r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\sum_{n=1}^{\infty} \frac1{n^2}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\begin{aligned} x &= 1 \\ y &= 2 \end{aligned}",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}",
    r"a &= b \\ c &= d",
    r"\text{速度} = \frac{\text{距離}}{\text{時間}}",
    r"\mathbb{R}^n \to \mathcal{L}",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"\left\{ x \,\middle|\, x > 0 \right\}",
    r"\operatorname*{arg\,max}_{x} f(x)",
    r"P(A \mid B) \tag{1}",
    r"\text{50\% of a<b & c-d}",
    r"x \label{eq:1} \nonumber",
    "\n\\mathbf{F} = m \\mathbf{a}\n",
)
NONE = (
    "",
    r"\frac{1}{",
    r"x^{",
    r"\unheard{x}",
    r"\ce{H2O}",
    "٣",
    "{" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1),
    "x+" * LONGEST,
    "x+" * (LONGEST // 2),
    r"\sqrt" * 200 + "x",
    r"x^" * 100,
    r"\begin{matrix}",
)


@pytest.mark.parametrize("latex", USUAL)
def test_usual_formulas_are_set(latex: str) -> None:
    found = typeset(latex, display=True)
    assert found is not None
    assert 0 < found.width_em < 20
    assert 0.3 < found.ascent_em + found.descent_em < 5
    assert ElementTree.fromstring(found.svg).tag.endswith("svg")


@pytest.mark.parametrize("latex", NONE)
def test_what_cannot_be_set_is_told(latex: str) -> None:
    assert typeset(latex, display=True) is None


def test_a_formula_in_a_line_is_flatter() -> None:
    flat, tall = (typeset(r"\sum_{i=1}^n \frac{i}{2}", display=display) for display in (False, True))
    assert flat is not None
    assert tall is not None
    assert flat.ascent_em + flat.descent_em < 0.8 * (tall.ascent_em + tall.descent_em)


def test_japanese_is_one_em_a_letter_and_drawn_with_the_fonts_of_the_window() -> None:
    found = typeset(r"\text{速度}", display=False)
    assert found is not None
    assert found.width_em == pytest.approx(2.0)
    assert [letter.text for letter in ElementTree.fromstring(found.svg).iter("{http://www.w3.org/2000/svg}text")] == [
        "速",
        "度",
    ]


def test_japanese_is_no_bolder_than_in_the_text(qapp: QApplication) -> None:
    found = typeset(r"\text{速度}", display=False)
    assert found is not None
    size_px, darkness = 24, []
    for draws_formula in (True, False):
        image = QImage(3 * size_px, 2 * size_px, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if draws_formula:
            QSvgRenderer(QByteArray(found.svg.encode())).render(painter, QRectF(4, 8, 2 * size_px, size_px))
        else:
            font = QFont(qapp.font())
            font.setPixelSize(size_px)
            painter.setFont(font)
            painter.drawText(4, 8 + size_px, "速度")
        painter.end()
        darkness.append(
            sum(255 - image.pixelColor(x, y).lightness() for y in range(image.height()) for x in range(image.width()))
        )
    assert darkness[0] == pytest.approx(darkness[1], rel=0.2)


@pytest.mark.parametrize("latex", [r"\left(" * 9 + "x" + r"\right)" * 9, r"\xrightarrow{" * 9 + "x" + "}" * 9])
def test_what_would_take_for_ever_is_given_up(latex: str) -> None:
    started = time.thread_time()
    assert typeset(latex, display=True) is None
    assert time.thread_time() - started < 3 * LONGEST_S


PIECES = (
    *("{", "}", "^", "_", "&", r"\\", "x", "1", "日", "<", ">", "%", "$", '"', "'", "(", ")", "|", " ", "\\"),
    *(
        r"\frac",
        r"\sqrt",
        r"\left(",
        r"\right)",
        r"\begin{matrix}",
        r"\end{matrix}",
        r"\text{",
        r"\sum",
        r"\int",
        r"\hat",
    ),
    *(
        r"\binom",
        r"\color{red}",
        r"\href{x}",
        r"\tag{1}",
        r"\hline",
        r"\limits",
        r"\mathbf",
        r"\overbrace",
        r"\middle|",
    ),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_nothing_that_is_written_breaks_it(latex: str) -> None:
    found = typeset(latex, display=True)
    if found is not None:
        assert 0 < found.width_em <= WIDEST_EM
        assert 0 < found.ascent_em + found.descent_em <= HIGHEST_EM
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(found.svg).iter()}
        assert tags <= {"svg", "path", "rect", "text", "ellipse", "defs", "marker", "polygon", "g"}


def shown(qtbot: QtBot, markdown: str, width: int = 500) -> tuple[MarkdownView, list[AnswerText]]:
    view = MarkdownView()
    qtbot.addWidget(view, before_close_func=lambda _: view.hide())  # which keeps it until then
    view.resize(width, 300)
    with qtbot.waitExposed(view):
        view.show()
    view.set_text(markdown)
    qtbot.waitUntil(lambda: not formulas().waiting, timeout=20_000)
    return view, view.findChildren(AnswerText)


def test_the_source_is_shown_until_the_formula_is_set(qtbot: QtBot) -> None:
    view = MarkdownView()
    qtbot.addWidget(view)
    view.set_text("So $q_{77} = 1$ holds.")
    (text,) = view.findChildren(AnswerText)
    assert text.document().toPlainText() == "So $q_{77} = 1$ holds."
    qtbot.waitUntil(lambda: text.document().toPlainText() == "So \ufffc holds.", timeout=20_000)


def test_one_that_is_not_closed_or_cannot_be_set_shows_its_source(qtbot: QtBot) -> None:
    _, (text, last) = shown(qtbot, "A \\(\\unheard{x}\\) b.\n\n$$\n\\frac{1}{2")
    assert text.document().toPlainText() == r"A \(\unheard{x}\) b."
    assert last.document().toPlainText().replace("\u2028", "\n") == "$$\n\\frac{1}{2"


def test_copying_gives_the_source_in_the_words_around_it(qtbot: QtBot) -> None:
    _, (text, apart) = shown(qtbot, "So $a^2$, \\(b\\) and $\\unheard$.\n\n$$c$$")
    cursor = QTextCursor(text.document())
    cursor.select(QTextCursor.SelectionType.Document)
    text.setTextCursor(cursor)
    assert text.createMimeDataFromSelection().text() == "So $a^2$, \\(b\\) and $\\unheard$."
    cursor.setPosition(len("So X, "))
    cursor.setPosition(len("So X, X and"), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    assert text.createMimeDataFromSelection().text() == "\\(b\\) and"
    apart.selectAll()
    assert apart.createMimeDataFromSelection().text() == "$$c$$"


def test_a_screen_reader_is_given_the_source(qtbot: QtBot) -> None:
    _, (text, plain) = shown(qtbot, "So $a^2$ holds.\n\n| a |\n|---|\n| b |\n")
    assert text.accessibleDescription() == "So $a^2$ holds."
    assert plain.accessibleDescription() == ""


def ink(view: AnswerText) -> QImage:
    return view.viewport().grab().toImage()


def rows_with_ink(image: QImage, columns: range) -> list[int]:
    paper = image.pixelColor(image.width() - 1, 0)
    return [y for y in range(image.height()) if any(image.pixelColor(x, y) != paper for x in columns)]


def test_letters_of_a_formula_stand_on_the_line_of_the_text(qtbot: QtBot) -> None:
    for markdown in ("xxxx $xxxx$", "xxxx $x\\frac{a}{b}$", "xxxx $x\\begin{pmatrix}1\\\\2\\\\3\\\\4\\end{pmatrix}$"):
        _, (text,) = shown(qtbot, markdown)
        metrics = QFontMetricsF(text.font())
        start, letter = metrics.horizontalAdvance("xxxx "), int(metrics.horizontalAdvance("x"))
        image = ink(text)
        written = rows_with_ink(image, range(2, 3 * letter))
        drawn = rows_with_ink(image, range(int(start) + 2, int(start) + letter))
        assert abs(written[-1] - drawn[-1]) <= 1, markdown
        assert abs(written[0] - drawn[0]) <= 1, markdown


def test_nothing_of_a_formula_in_the_last_line_is_cut_off(qtbot: QtBot) -> None:
    for formula in (r"\frac{a}{y}", r"\frac{\frac{a}{b}}{\frac{c}{y}}", r"\begin{pmatrix}1\\2\\3\end{pmatrix}"):
        _, (text,) = shown(qtbot, f"Then ${formula}$")
        rows = rows_with_ink(ink(text), range(text.width() - 2))
        assert rows[0] > 0, formula
        assert rows[-1] < text.viewport().height() - 1, formula


def test_it_is_as_large_as_the_text_around_it(qtbot: QtBot) -> None:
    view, (text,) = shown(qtbot, "$xxxx$")
    small = rows_with_ink(ink(text), range(text.width() - 2))
    font = view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    large = rows_with_ink(ink(text), range(text.width() - 2))
    assert len(large) == pytest.approx(2 * len(small), abs=2)


def test_it_has_the_colour_of_the_text(qtbot: QtBot) -> None:
    view, (text,) = shown(qtbot, "$$\\boxed{x}$$")
    for paper, colour in ((QColor("#101010"), QColor("#f0f0f0")), (QColor("#ffffff"), QColor("#000000"))):
        palette = QPalette(view.palette())
        palette.setColor(QPalette.ColorRole.Window, paper)
        palette.setColor(QPalette.ColorRole.Base, paper)
        palette.setColor(QPalette.ColorRole.Text, colour)
        view.setPalette(palette)
        image = ink(text)
        lightness = [image.pixelColor(x, y).lightness() for y in range(image.height()) for x in range(image.width())]
        seen = min(lightness) if colour.lightness() < 128 else max(lightness)
        assert abs(seen - colour.lightness()) < 40


def test_a_wide_one_scrolls_between_lines_and_shrinks_in_one(qtbot: QtBot) -> None:
    wide = " + ".join(f"a_{{{n}}}" for n in range(40))
    view, (text, apart) = shown(qtbot, f"So ${wide}$ holds.\n\n$${wide}$$", width=300)
    assert view.width() == 300
    assert text.horizontalScrollBar().maximum() == 0
    assert text.document().size().width() <= text.viewport().width()
    assert apart.horizontalScrollBar().maximum() > 0
    last = rows_with_ink(ink(apart), range(apart.viewport().width() - 1))[-1]
    assert last < apart.viewport().height() - 1


def test_one_that_shrank_grows_with_the_room(qtbot: QtBot) -> None:
    wide = " + ".join(f"a_{{{n}}}" for n in range(20))
    view, (text,) = shown(qtbot, f"${wide}$", width=200)
    height = text.height()
    view.resize(900, 300)
    qtbot.waitUntil(lambda: text.height() > 1.5 * height)
    view.resize(200, 300)
    qtbot.waitUntil(lambda: text.height() == height)


def test_it_is_drawn_in_the_pixels_of_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    _, (text,) = shown(qtbot, "$$\\frac{a}{b}$$")
    images = []
    for ratio in (1.0, 3.0):
        image = QImage(text.size() * ratio, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor("white"))
        text.render(image, QPoint())
        images.append(image)
    # The fraction's bar: at three pixels for one, its edge is as sharp as at one.
    grey = [
        sum(20 < image.pixelColor(x, y).lightness() < 235 for y in range(image.height()) for x in range(image.width()))
        / image.width()
        for image in images
    ]
    assert grey[1] < 2.0 * grey[0]


def test_many_formulas_are_told_together_and_the_last_one_always(qtbot: QtBot) -> None:
    kept, told = FormulaSet(), []
    kept.changed.connect(lambda: told.append(kept.waiting))
    sources = [FormulaSource(latex=f"m_{{{n}}}", opening="$") for n in range(30)]
    for source in sources:
        kept.html(source)
    qtbot.waitUntil(lambda: not kept.waiting, timeout=20_000)
    assert all(kept.known(source) is not None for source in sources)
    assert told[-1] is False
    assert len(told) < len(sources)
    kept.close()


def test_a_formula_that_begins_has_them_got_ready(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(FormulaSet, "get_ready", lambda self: asked.append(True))
    view = MarkdownView()
    qtbot.addWidget(view)
    view.set_text("So it costs $5.")
    assert asked == []
    view.set_text("So it is\n\n$$\nx =")
    assert asked == [True]


def test_the_same_formula_is_set_once_and_nothing_waits_after_closing(qtbot: QtBot) -> None:
    kept = FormulaSet()
    source = FormulaSource(latex="z_1", opening="$")
    assert kept.html(source) is None
    assert kept.html(source) is None
    with qtbot.waitSignal(kept.changed, timeout=20_000):
        pass
    assert not kept.waiting
    assert kept.html(source) == f'<img src="{source.address}">'
    kept.close()
    kept.html(FormulaSource(latex="z_2", opening="$"))
    assert kept.known(FormulaSource(latex="z_2", opening="$")) is None


def test_after_the_program_has_quit_a_new_window_has_formulas_of_its_own(qtbot: QtBot, qapp: QApplication) -> None:
    before = formulas()
    qapp.aboutToQuit.emit()
    assert formulas() is not before
    with qtbot.waitSignal(formulas().changed, timeout=20_000):
        assert formulas().html(FormulaSource(latex="y_3", opening="$")) is None
