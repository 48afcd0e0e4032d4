"""HTML, SVG and MathML elements, and event handlers without their ``on``."""

_ELEMENTS = """
    a abbr acronym address animate applet area article aside audio b base basefont bdi bdo bgsound
    big blink blockquote body br button canvas caption center cite code col colgroup command
    content custom-tag data datalist dd del details dfn dialog dir div dl dt em embed fieldset
    figcaption figure font footer form frame frameset h1 h2 h3 head header hgroup hr html i iframe
    image img input ins isindex kbd keygen label legend li link listing main map mark marquee math
    menu menuitem meta meter multicol nav nextid nobr noembed noframes noscript object ol optgroup
    option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp script
    search section select shadow slot small source spacer span strike strong style sub summary sup
    svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr
    xmp xss animateMotion animateTransform circle ellipse foreignObject g line polygon rect set
    text textPath use mglyph mtext annotation-xml maction
"""
ELEMENTS = tuple(_ELEMENTS.split())

_HANDLERS = """
    abort activate afterprint afterscriptexecute afterupdate animationcancel animationend
    animationiteration animationstart appinstalled auxclick beforeactivate beforecopy beforecut
    beforedeactivate beforeeditfocus beforeinput beforeinstallprompt beforematch beforepaste
    beforeprint beforescriptexecute beforetoggle beforeunload beforeupdate begin blur bounce
    cancel canplay canplaythrough cellchange change click close command
    contentvisibilityautostatechange contextlost contextmenu contextrestored controlselect copy
    cuechange cut dataavailable datasetchanged datasetcomplete dblclick deactivate devicelight
    devicemotion deviceorientation drag dragdrop dragend dragenter dragexit dragleave dragover
    dragstart drop durationchange emptied encrypted end ended error errorupdate filterchange
    finish focus focusin focusout formchange formdata forminput fullscreenchange fullscreenerror
    gamepadconnected gotpointercapture hashchange help input invalid keydown keypress keyup
    languagechange layoutcomplete load loadeddata loadedmetadata loadend loadstart losecapture
    lostpointercapture mediacomplete mediaerror message messageerror mousedown mouseenter
    mouseleave mousemove mouseout mouseover mouseup mousewheel move moveend movestart
    mozfullscreenchange offline online outofsync page pagehide pageshow paste pause play playing
    pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover
    pointerrawupdate pointerup popstate progress propertychange ratechange readystatechange
    rejectionhandled repeat reset resize resizeend resizestart resume reverse rowdelete rowenter
    rowexit rowinserted rowsdelete rowsenter rowsinserted scroll scrollend scrollsnapchange
    scrollsnapchanging search securitypolicyviolation seek seeked seeking select selectionchange
    selectstart show slotchange stalled start stop storage storagecommit submit suspend
    syncrestored timeerror timeupdate toggle touchcancel touchend touchmove touchstart trackchange
    transitioncancel transitionend transitionrun transitionstart unhandledrejection unload urlflip
    validationstatuschange visibilitychange volumechange waiting webkitanimationend
    webkitanimationiteration webkitanimationstart webkitfullscreenchange webkitmouseforcechanged
    webkitmouseforcedown webkitmouseforceup webkitmouseforcewillbegin
    webkitplaybacktargetavailabilitychanged webkitpresentationmodechanged webkittransitionend
    webkitwillrevealbottom wheel zoom
"""
HANDLERS = tuple(_HANDLERS.split())
