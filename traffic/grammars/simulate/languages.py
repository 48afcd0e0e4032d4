"""Sentences in several languages, for the harmless side of the traffic."""

LANGUAGES = {
    "sentence": (
        "⟨english⟩", "⟨english⟩", "⟨english⟩ ⟨english⟩", "⟨english⟩ ⟨english⟩ ⟨english⟩",
        "⟨german⟩", "⟨spanish⟩", "⟨spanish⟩ ⟨spanish⟩", "⟨french⟩", "⟨other⟩", "⟨other⟩",
        "⟨german⟩ ⟨german⟩",
    ),
    "english": (
        "My ⟨thing⟩ has not arrived yet.", "Where is order ⟨number⟩?", "Great ⟨thing⟩, thank you!",
        "Please cancel order no. ⟨number⟩ & refund the ⟨money⟩.",
        "The ⟨thing⟩ is too ⟨quality⟩ for me", "Can you deliver the ⟨thing⟩ to ⟨place⟩ on ⟨day⟩?",
        "It's ⟨quality⟩; we love it :-)", "Is the ⟨thing⟩ (⟨quality⟩) still available?",
        "I'd like ⟨n⟩ more of these, e.g. in ⟨colour⟩.",
        "Meet me at ⟨place⟩ at ⟨n⟩:30 – don't be late!", 'She said "⟨quality⟩" and left.',
        "⟨n⟩ of ⟨n⟩ stars. The ⟨thing⟩ wasn't ⟨quality⟩ at all...",
        "Call me on ⟨day⟩: +44 ⟨number⟩⟨number⟩", "Size ⟨n⟩/⟨n⟩, colour #⟨hex⟩",
        "50% off the ⟨thing⟩? What's the catch?", "Thanks; see you on ⟨day⟩!",
    ),
    "german": (
        "Wo bleibt meine Bestellung ⟨number⟩?", "Die ⟨ding⟩ ist leider zu groß.",
        "Schöne Grüße aus Köln!", "Können Sie die ⟨ding⟩ bis Freitag liefern?",
        "Das gefällt mir nicht, bitte 20 % Rabatt.", "Ich hätte gern ⟨n⟩ Stück – geht das?",
        "Straße & Hausnummer stimmen nicht überein.",
    ),
    "ding": ("Lampe", "Jacke", "Rechnung", "Tür", "Gießkanne", "Lieferung"),
    "spanish": (
        "¿Dónde está mi pedido ⟨number⟩?", "La chaqueta es muy pequeña.",
        "Muchas gracias, ¡todo perfecto!", "Quiero ⟨n⟩ entradas para el sábado.",
        "calle mayor ⟨n⟩, piso ⟨n⟩", "Necesito la factura del mes", "soto del barco",
        "El niño cumple ⟨n⟩ años mañana", "c/ san nicolás, ⟨number⟩, 2-c", "barcelona",
    ),
    "french": (
        "Où est ma commande n° ⟨number⟩ ?", "C'est l'été, j'ai besoin d'un parasol.",
        "Merci d'avance !", "Je n'ai pas reçu l'article.", "Très bon produit, je recommande.",
        "Rendez-vous à l'hôtel d'Orléans",
    ),
    "other": (
        "Dov'è il mio ordine ⟨number⟩?", "L'ho ordinato all'inizio di maggio.",
        "Não recebi a encomenda.", "Gdzie jest moje zamówienie nr ⟨number⟩?",
        "Siparişim nerede? ⟨number⟩", "Где мой заказ ⟨number⟩?", "Спасибо, всё отлично!",
        "我的订单⟨number⟩在哪里？", "谢谢，非常好！", "注文⟨number⟩はまだ届きません。",
        "주문 ⟨number⟩은 어디에 있나요?",
        "أين طلبي رقم ⟨number⟩؟", "Πού είναι η παραγγελία μου;", "איפה ההזמנה שלי?",
        "मेरा ऑर्डर कहाँ है?", "Tack så mycket, det är jättebra!", "👍👍 ⟨quality⟩ 🎉",
        "Đơn hàng của tôi ở đâu?", "Var är min beställning nr ⟨number⟩?",
        "Kde je moje objednávka?",
    ),
    "thing": (
        "lamp", "blue jacket", "garden table", "invoice", "parcel", "O'Neill surfboard",
        "kids' bike",
    ),
    "quality": (
        "big", "small", "lovely", "not as described", "so-so", "5/5", "cheap & good", "broken",
    ),
    "place": (
        "12 King's Road", "Paris", "the station", "Gate B/7", "St. John's", "Zürich HB",
        "room 4.12",
    ),
    "day": ("Monday", "Friday", "May 3rd", "2026-03-14", "14/03/2026", "the weekend"),
    "colour": ("red", "sea-green", "blue/white", "black"),
    "money": ("$⟨number⟩", "€ ⟨n⟩,50", "£⟨n⟩.99", "⟨number⟩ USD"),
}  # fmt: skip
