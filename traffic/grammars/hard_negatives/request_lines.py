"""Whole paths with a query, as old PHP sites and new ones write them: the paths, hosts and many
parameter names are those that attacks use too (traffic.grammars.words.sites)."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar, Slots
from traffic.grammars.words.sites import application, host, script, script_path

# fmt: off
LOCAL: Slots = {
    "php": script_path, "app": application, "file": script, "host": host,
    "page": [
        "/login", "/logout", "/signin", "/auth/login", "/sso", "/redirect", "/out", "/go", "/link",
        "/«noun»", "/account/«tech»", "/oauth/authorize", "/checkout", "/«noun»/«noun»", "«php»",
        "/", "/users/sign_in", "/wp-login.php", "/click", "/share", "/«tech»", "/url", "/r",
        "/exit", "/jump.php",
    ],
    "ret": [
        "url", "uri", "next", "return", "returnTo", "return_to", "returnUrl", "return_url",
        "ReturnUrl", "redirect", "redirect_url", "redirect_uri", "redirect_to", "goto", "go",
        "dest", "destination", "target", "continue", "r", "u", "to", "out", "link", "callback",
        "back", "backurl", "ref", "success_url", "cancel_url", "service", "forward", "location",
        "page", "path", "RelayState", "from",
    ],
    "far": [
        "url", "link", "href", "website", "homepage", "feed", "rss", "image", "img", "image_url",
        "avatar", "avatar_url", "photo", "logo", "callback", "callback_url", "webhook",
        "webhook_url", "ref", "referer", "referrer", "source_url", "site", "u", "return_to",
        "share", "canonical", "endpoint", "src", "video", "thumbnail", "download_url", "blog",
        "trackback", "permalink", "uri", "og_image", "picture",
    ],
    "inc": [
        "page", "file", "lang", "language", "template", "theme", "skin", "dir", "path", "view",
        "mod", "module", "section", "content", "action", "do", "op", "option", "cmd", "root",
        "base", "include", "style", "layout", "plugin", "component", "controller", "doc",
        "document", "folder", "config", "show", "go", "body", "pg", "cat", "p", "id", "sid", "name",
        "app", "tpl", "task", "func", "root_id", "lib", "class",
    ],
    "val": [
        "«n»", "«n»", "«noun»", "«noun»", "«tech»", "«kebab»",
        "«en|de|fr|es|it|english|german|default|main|home|index|list|detail|news»", "«snake»",
        "«noun».html", "«noun».php", "«noun»/«noun»", "«year»-«mon»", "com_«tech»", "«Noun»",
        "«first»", "«adj»", "true", "«hex8»", "«noun».txt", "«1..9».«0..9»", "«file»",
        "/«noun»/«noun»", "", "1", "0", "-1", "«noun»+«noun»", "«noun»%20«noun»",
    ],
    "local": [
        "/", "/«noun»", "/«noun»/«n»", "/«kebab»", "%2F«noun»%2F«n»", "/«noun»?id=«n»",
        "%2F«tech»%3Fid%3D«n»", "«php»", "/«noun»/«kebab».html", "«noun».php", "index.php",
        "/account#«tech»", "/«tech»/«n»/edit", "./«noun»", "?«tech»=«n»", "#«kebab»",
        "/search?q=«noun»+«noun»", "/en/«noun»", "/«kebab»/", "/~«handle»/", "«file»?id=«n»",
    ],
    "away": [
        "http://«host»/", "http://«host»", "https://«host»/«kebab»",
        "http://www.«pseudo».com/«noun».html", "https://«host»/«noun»/«n»",
        "https%3A%2F%2F«host»%2F«noun»", "http%3A%2F%2F«host»%2F", "http://«host»«php»",
        "http://«host»«php»?id=«n»", "https://«domain»/«kebab»", "https://«host»:8443/«tech»",
        "http://«host»/«noun».«jpg|png|gif»", "https://«host»/feed.xml", "http://«host»/«noun».txt",
        "//«host»/«noun».png", "https://«host»/«noun»?utm_source=«tech»",
        "https://«host»/@«handle»", "ftp://«host»/pub/«noun».zip",
        "http://«host»/~«handle»/«noun».html",
    ],
    "pair": [
        "«inc»=«val»", "«inc»=«val»", "«tech»=«val»", "id=«n»", "«snake»=«val»", "page=«n»",
        "lang=«en|de|fr»", "sort=«noun»", "q=«noun»+«noun»",
    ],
    "pairs": ["«pair»", "«pair»", "«pair»&«pair»", "«pair»&«pair»&«pair»"],
}
G = Grammar(SLOTS, LOCAL)

RULES = {
    "script": G.rule(
        "«php»?«pairs»", "«php»?«inc»=«val»", "«php»?«inc»=«val»&«pairs»",
        "/~«handle»«php»?«pairs»", "/«noun»«php»?«pair»", "«php»", "«php»?«n»", "«php»?«noun»",
        "/«app»/?«pairs»", "«php»/«noun»/«n»",
    ),
    "portal": G.rule(
        "/index.php?option=com_«tech»&view=«noun»&id=«n»:«kebab»&Itemid=«n»",
        "/modules.php?name=«Noun»&file=article&sid=«n»",
        "/«app»/viewtopic.php?f=«n»&t=«n»&start=«n»", "/index.php?page=«noun»",
        "/index.php?page=«noun».php", "/?page_id=«n»", "/?p=«n»&preview=true",
        "/index.php?m=«tech»&c=index&a=show&catid=«n»&id=«n»",
        "/index.php?topic=«n».«n»", "/showthread.php?t=«n»&page=«n»",
        "/wp-content/plugins/«kebab»/«file»?ver=«1..9».«0..9»",
        "/administrator/index.php?option=com_«tech»&task=«verb»", "/gallery/main.php?g2_itemId=«n»",
        "/index.php?title=«Noun»:«Noun»_«noun»&action=«edit|history|raw»",
        "/admin.php?mod=«noun»&act=«verb»&id=«n»", "/node/«n»?page=«n»",
        "/«app»/index.php?inc=«noun»&lang=en",
        "/catalog/product_info.php?products_id=«n»&language=«en|de»",
        "/index.php?route=product/product&product_id=«n»", "/cgi-bin/«tech».cgi?«tech»=«noun»",
        "/component/«tech»/?format=feed&type=rss", "/«app»/«file»?template=«noun»&style=«n»",
        "/index.php?dir=«noun»&file=«kebab».pdf", "/download.php?file=«noun»_«n».zip",
    ),
    "return_line": G.rule(
        "«page»?«ret»=«local»", "«page»?«ret»=«local»", "«page»?«ret»=«local»&«pair»",
        "«page»?«pair»&«ret»=«local»", "«page»?«ret»=«away»", "«page»?«ret»=«away»&«pair»",
        "/login?service=«away»", "/logout?«ret»=«local»&state=«hex8»",
    ),
    "address_line": G.rule(
        "«page»?«far»=«away»", "«php»?«far»=«away»", "«php»?«far»=«away»&«pairs»",
        "«php»?«pair»&«far»=«away»", "/proxy/image?«far»=«away»&w=«n»", "/api/«tech»?«far»=«away»",
        "/oembed?url=«away»&format=json", "/sharer.php?u=«away»&t=«noun»+«noun»",
        "/api/v1/webhooks?url=«away»&events=«tech»", "/rss.php?feed=«away»",
    ),
    "address_pair": G.rule(
        "«far»=«away»", "?«far»=«away»", "«far»=«away»&«pair»", "«ret»=«local»", "?«ret»=«local»",
        "«ret»=«away»", "«pair»&«far»=«away»", "«inc»=«val»&«inc»=«val»", "?«inc»=«val»",
        "«inc»=«val»",
    ),
    "target": G.rule(
        "«local»", "«away»", "«away»", "//«host»/«noun».«js|css|png|woff2»",
        "//cdn.«host»/«kebab».min.js", "«host»", "www.«host»", "«host»/«noun»", "«host»«php»",
        "mailto:«handle»@«host»", "«handle»@«host»", "http://«host»/ «noun»",
        "«noun»: http://«host»/«noun»", "https://«host»/«noun»#«kebab»",
        "https://«host»/login?next=«local»", "https://«handle»@«host»/«kebab».git",
    ),
}
