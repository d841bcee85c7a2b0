"""A native chart in Word, which python-docx cannot make: a part of DrawingML of its own.

It has its figures within it and no workbook behind it: Word and LibreOffice draw it, its look can be changed, its
figures cannot. Points that must not be shown are left out, and so are gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from cwd_audit.reporting.month.formats.docx.paper import FONT, LANGUAGE, Paper
from cwd_audit.reporting.month.pages import Chart, ChartKind, Series
from cwd_audit.reporting.month.palette import GRID, INK, MEDIAN, SERIES, TARGET
from cwd_audit.reporting.month.words import say_value_axis
from cwd_audit.reporting.safe import clip, safe_cell

_WIDTH = Cm(25)
_RUN_HEIGHT = Cm(8.5)
_FRAME_HEIGHT = Cm(3.2)
_BAR_HEIGHT = Cm(0.75)
_HIGHEST = Cm(13)
_LONGEST_LABEL = 60
_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_MARKERS = ("circle", "square", "diamond", "triangle")
_STRAIGHT = '<c:smooth val="0"/>'
"""Unless told so a line is bent, and shows highs and lows that no month had."""
_GROUP_AXIS, _VALUE_AXIS = 111111111, 222222222
_INLINE = """<w:p {namespaces}><w:r><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>
<wp:docPr id="{number}" name="Chart {number}" descr={alternative}/>
<a:graphic><a:graphicData uri="{chart}"><c:chart xmlns:c="{chart}" r:id="{relation}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""
_SPACE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<c:chartSpace xmlns:c="{chart}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">\
<c:lang val="{language}"/><c:roundedCorners val="0"/><c:chart>{title}<c:autoTitleDeleted val="0"/>\
<c:plotArea><c:layout/>{plot}{axes}</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>\
<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>\
<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000"><a:latin typeface="{font}"/></a:defRPr></a:pPr>\
<a:endParaRPr lang="{language}"/></a:p></c:txPr></c:chartSpace>"""


def put_chart(paper: Paper, chart: Chart, number: int) -> None:
    """Put the chart at the end of the document; its number must be its own."""
    name = PackURI(f"/word/charts/chart{number}.xml")
    content = draw(chart).encode()
    document = paper.word.part
    part = Part(name, CONTENT_TYPE.DML_CHART, content, document.package)
    bars = _FRAME_HEIGHT + _BAR_HEIGHT * len(chart.labels) * len(chart.series)
    inline = _INLINE.format(
        namespaces=nsdecls("w", "wp", "a", "r"),
        chart=_NAMESPACE,
        width=int(_WIDTH),
        height=int(_RUN_HEIGHT if chart.kind is ChartKind.RUN else min(bars, _HIGHEST)),
        number=number,
        alternative=quoteattr(safe_cell(chart.alternative)),
        relation=document.relate_to(part, RELATIONSHIP_TYPE.CHART),
    )
    paper.put(inline)


def draw(chart: Chart) -> str:
    """The part that draws the chart."""
    run = chart.kind is ChartKind.RUN
    labelled = len(chart.series) > 1 or run
    return _SPACE.format(
        chart=_NAMESPACE,
        language=LANGUAGE,
        font=FONT,
        title=_title(chart.headline, 1400, bold=True),
        plot=_lines(chart) if run else _bars(chart),
        axes=_axes(chart),
        legend='<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if labelled else "",
    )


def _lines(chart: Chart) -> str:
    series = [
        _series(number, each, chart.labels, _line(SERIES[number]), _marker(number), end=_STRAIGHT)
        for number, each in enumerate(chart.series)
    ]
    across = (("Median", chart.median, MEDIAN, "dash"), ("Target", chart.target, TARGET, "sysDot"))
    for name, value, colour, dash in across:
        if value is not None:
            flat = Series(f"{name} (%)" if chart.in_percent else name, (value,) * len(chart.labels))
            none = '<c:marker><c:symbol val="none"/></c:marker>'
            series.append(_series(len(series), flat, chart.labels, _line(colour, dash), none, end=_STRAIGHT))
    ids = f'<c:axId val="{_GROUP_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:marker val="1"/>{ids}</c:lineChart>'
    )


def _bars(chart: Chart) -> str:
    code = "0.0" if chart.in_percent else "#,##0"
    labels = (
        f'<c:dLbls><c:numFmt formatCode="{code}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    series = [
        _series(number, each, chart.labels, f"<c:spPr>{_fill(SERIES[number])}</c:spPr>", labels)
        for number, each in enumerate(chart.series)
    ]
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:gapWidth val="60"/><c:axId val="{_GROUP_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>'
    )


def _series(number: int, series: Series, labels: Sequence[str], look: str, more: str, *, end: str = "") -> str:
    groups = "".join(
        f'<c:pt idx="{place}"><c:v>{_text(clip(label, _LONGEST_LABEL))}</c:v></c:pt>'
        for place, label in enumerate(labels)
    )
    count = f'<c:ptCount val="{len(labels)}"/>'
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>{_text(series.name)}</c:v></c:tx>{look}'
        f"{more}<c:cat><c:strLit>{count}{groups}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{''.join(_points(series))}</c:numLit></c:val>"
        f"{end}</c:ser>"
    )


def _points(series: Series) -> Iterator[str]:
    for place, value in enumerate(series.values):
        if value is not None:
            yield f'<c:pt idx="{place}"><c:v>{value:g}</c:v></c:pt>'


def _line(colour: str, dash: str = "solid") -> str:
    return f'<c:spPr><a:ln w="28575">{_fill(colour)}<a:prstDash val="{dash}"/></a:ln></c:spPr>'


def _marker(number: int) -> str:
    colour = _fill(SERIES[number])
    look = f"<c:spPr>{colour}<a:ln>{colour}</a:ln></c:spPr>"
    return f'<c:marker><c:symbol val="{_MARKERS[number]}"/><c:size val="7"/>{look}</c:marker>'


def _axes(chart: Chart) -> str:
    run = chart.kind is ChartKind.RUN
    most, step = ('<c:max val="100"/>', '<c:majorUnit val="20"/>') if chart.in_percent else ("", "")
    ink = f'<c:spPr><a:ln w="9525">{_fill(INK)}</a:ln></c:spPr>'
    grid = f'<c:majorGridlines><c:spPr><a:ln w="9525">{_fill(GRID)}</a:ln></c:spPr></c:majorGridlines>'
    return (
        f'<c:catAx><c:axId val="{_GROUP_AXIS}"/><c:scaling>'
        f'<c:orientation val="{"minMax" if run else "maxMin"}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if run else "l"}"/>{_title("Month" if run else "Group")}'
        f'<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{ink}<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{most}<c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if run else "b"}"/>{grid}{_title(say_value_axis(chart))}'
        f'<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:crossAx val="{_GROUP_AXIS}"/>'
        f'<c:crosses val="{"autoZero" if run else "max"}"/><c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _title(text: str, size: int = 1000, *, bold: bool = False) -> str:
    look = f'lang="{LANGUAGE}" sz="{size}" b="{int(bold)}"'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr {look}>{_fill(INK)}"
        f'<a:latin typeface="{FONT}"/></a:rPr><a:t>{_text(text)}</a:t></a:r></a:p></c:rich></c:tx>'
        f'<c:overlay val="0"/></c:title>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def _text(text: str) -> str:
    return escape(safe_cell(text))
