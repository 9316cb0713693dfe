"""What other programs put on the clipboard, shortened: lists and notes of desktop Word, and malice."""

_HEAD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoListParagraph {mso-style-priority:34; margin-left:36.0pt;}
@list l0:level1 {mso-level-text:"%1\\."} --></style></head><body lang=EN-GB><!--StartFragment-->"""
_END = "<!--EndFragment--></body></html>"


def _point(words: str, mark: str, level: int = 1, where: str = "Middle", font: str = "") -> str:
    return f"""<p class=MsoListParagraphCxSp{where} style='margin-left:{36 * level}pt;mso-add-space:auto;
text-indent:-18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span lang=EN-GB
style='{font}mso-bidi-font-family:Calibri'><span style='mso-list:Ignore'>{mark}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span
lang=EN-GB>{words}<o:p></o:p></span></p>

"""


THREE_POINTS = "".join(
    (
        _HEAD,
        _point("Plan the work", "1.", where="First"),
        _point("Do it", "2."),
        _point("Look at it", "3.", where="Last"),
        _END,
    )
)
_SYMBOL, _COURIER = "font-family:Symbol;", 'font-family:"Courier New";'
TWO_LEVELS = "".join(
    (
        _HEAD,
        _point("Do it", "·", where="First", font=_SYMBOL),
        _point("with care", "o", 2, font=_COURIER),
        _point("in time", "o", 2, font=_COURIER),
        _point("Look at it", "·", where="Last", font=_SYMBOL),
        _END,
    )
)
WITH_NOTE = f"""{_HEAD}<p class=MsoNormal><span lang=EN-GB>Costs fell<a style='mso-footnote-id:ftn3'
href="#_ftn3" name="_ftnref3" title=""><span class=MsoFootnoteReference><span
style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[3]</span><![endif]></span></span></a> in 2021.<o:p></o:p></span></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>
<hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn3>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn3' href="#_ftnref3" name="_ftn3" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span
class=MsoFootnoteReference>[3]</span><![endif]></span></span></a><span lang=EN-GB> See the
annual report.<o:p></o:p></span></p></div></div>{_END}"""
HOSTILE = """<p style="position:fixed;background:url(data:image/png;base64,AAAA)" onclick="evil()">
<span style="color:red" onmouseover="evil()">red</span>, <a href="javascript:evil()">linked</a>,
<a href="mailto:a@example.org" onclick="evil()" style="x:expression(evil())">mailed</a>.<img
src="x" onerror="evil()"><script>evil()</script><iframe src="data:text/html,evil"></iframe><svg
onload="evil()"><a xlink:href="javascript:evil()">x</a></svg><object data="data:text/html,evil"></object>
<span data-kind="note" data-outturn='{"content":[{"type":"evil"}]}'></span><span data-kind="number"
data-outturn='{"source":{"evil":1}}'></span></p>"""
