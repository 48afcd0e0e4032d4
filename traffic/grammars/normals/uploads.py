"""Uploads: file names, local paths, data URLs, captions."""

from traffic.grammars.normals.base import SLOTS
from traffic.grammars.normals.grammar import Grammar
from traffic.grammars.words.north import SLOTS as NORTH
from traffic.grammars.words.romance import SLOTS as ROMANCE

G = Grammar(SLOTS, NORTH, ROMANCE)

RULES = {
    "name": G.rule(
        "«noun».«ext»",
        "«noun» «noun».«ext»",
        "IMG_«dig8»_«dig6».jpg",
        "«noun» («1..9»).«ext»",
        "«noun»-final_v«1..9».«ext»",
        "Copy of «noun».«ext»",
        "Screenshot «date» at «clock».png",
        "«kebab»-«hex8».«ext»",
        "«first»'s «noun».«ext»",
        "«es_n» y «es_n» «year».«ext»",
        "«de_n»_«de_n».«ext»",
        "«noun» & «noun».«ext»",
        "DSC0«dig4».NEF",
        ".«tech»rc",
        "«noun».«ext».«ext»",
        "«Noun», «noun» & «noun» [«year»].«ext»",
        "«noun»#«n».«ext»",
        "100% «noun».«ext»",
        "~$«noun».docx",
        "«zh»«zh».«ext»",
        "résumé - «person».pdf",
        "invoice_«n»;«n».pdf",
        "«noun»+«noun»=«noun».«ext»",
        "WhatsApp Image «date» at «clock».jpeg",
        "«noun».«ext»~",
        "#«noun»#",
    ),
    "local_path": G.rule(
        "C:\\Users\\«first»\\«Documents|Desktop|Pictures»\\«noun».«ext»",
        "C:\\fakepath\\«noun».«ext»",
        "/home/«handle»/«noun»/«noun».«ext»",
        "/Users/«first»/Downloads/«noun» «noun».«ext»",
        "file:///C:/«Noun»/«noun».«ext»",
        "\\\\«kebab»\\«noun»$\\«noun».«ext»",
        "D:\\«Noun» «Noun»\\«noun» («n»)\\",
        "~/«noun»/«noun».«ext»",
        "./«noun».«ext»",
        "«noun»/«noun»/«noun».«ext»",
        "%USERPROFILE%\\«noun».«ext»",
        "content://media/external/images/media/«n»",
        "s3://«kebab»/«tech»/dt=«date»/part-«dig5».parquet",
        "gs://«kebab»/*.csv",
        "/mnt/«tech»/«noun»*",
    ),
    "data_url": G.rule(
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA«base64_60»=",
        "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ«base64_60»",
        "data:image/gif;base64,R0lGODlhAQABAI«base64_20»",
        (
            "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' width='«n»' "
            "height='«n»'/>"
        ),
        "data:application/pdf;base64,JVBERi0xLjQK«base64_60»",
        "data:text/plain,«noun»%20«noun»",
        "data:,«noun»",
        "blob:https://«domain»/«uuid»",
    ),
    "caption": G.rule(
        "«Noun» in «city», «year» (c) «person»",
        "«Noun» | «n»x«n»px | «ext»",
        "#«noun» #«noun» #«pseudo»",
        "«Noun» - «Adj» «noun» [«n» MB]",
        "f/2.8, 1/«n»s, ISO «n»",
        "«n»x«n»@«1..3»x",
        "q=80&w=«n»&fit=crop",
        "resize:«n»x«n»,rotate:90",
        "c_scale,w_«n»/f_auto",
        "crop(«n»,«n»,«n»,«n»)",
        "«noun», «noun»; «city»",
    ),
}
