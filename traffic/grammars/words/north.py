"""German and Dutch words by kind; short texts in other languages and scripts."""

from traffic.grammars.words.en import words

SLOTS = {
    "de_n": words("""
Haus Tisch Stuhl Küche Schinken Käse Wein Öl Brot Milch Ei Apfel Zitrone Kaffee Tee Zucker Salz
Fisch Fleisch Huhn Reis Hemd Hose Rock Schuh Mantel Schal Handschuh Hut Tasche Gürtel Kleid Jacke
Buch Zeitung Heft Stift Auto Fahrrad Zug Flugzeug Schiff Weg Straße Platz Brücke Stadt Dorf
Viertel Strand Berg Fluss Meer Himmel Sonne Mond Stern Wind Regen Schnee Hund Katze Pferd Vogel
Kuh Baum Blume Blatt Gras Kind Mann Frau Bruder Schwester Vater Mutter Freund Nachbar Arzt Lehrer
Anwalt Bäcker Jahr Monat Woche Tag Stunde Morgen Nacht Abend Arbeit Geld Preis Konto Rechnung
Quittung Bestellung Lieferung Rücksendung Kunde Firma Laden Markt Büro Schule Universität Zimmer
Fenster Tür Wand Dach Garten Bett Lampe Spiegel Uhr Rechner Bildschirm Tastatur Kühlschrank
Geschirrspüler Bürostuhl Kaffeemaschine Versicherung Datenschutzerklärung Geschäftsbedingungen
Übernachtung Frühstück Gutschein Größe Höhe Länge
"""),
    "de_a": words("""
gut schlecht groß klein neu alt jung schön hässlich teuer billig schnell langsam hoch niedrig lang
kurz weiß schwarz rot blau grün gelb grau braun süß salzig frisch kalt heiß einfach schwierig
sauber schmutzig stark schwach reich arm glücklich traurig müde krank offen geschlossen voll leer
breit eng ruhig letzte nächste öffentlich nützlich leicht kostenlos
"""),
    "de_v": words("""
kaufen verkaufen suchen finden bezahlen erhalten senden zurückgeben ändern öffnen schließen
ankommen gehen essen trinken schlafen arbeiten leben lesen schreiben sprechen hören sehen denken
glauben wissen wollen können machen sagen geben haben löschen speichern
"""),
    "de_last": words("""
Albrecht Arnold Bachmann Beck Bergmann Böhm Brandt Busch Dietrich Engel Friedrich Fuchs Graf Groß
Günther Haas Hahn Hartmann Heinrich Herrmann Huber Jäger Jung Kaiser Keller Köhler König Köster
Kraus Kühn Lehmann Lorenz Löffler Ludwig Maier Mayer Möller Neumann Peters Pfeiffer Pohl Roth
Sauer Schäfer Scholz Schreiber Schröder Schubert Schulte Schuster Schwarz Seidel Simon Sommer
Stein Thomas Vogt von_Bülow von_der_Leyen Voß Walter Weiß Werner Winkler Winter Wolf Ziegler
zu_Guttenberg
"""),
    "de_street": words("""
Hauptstraße Bahnhofstr. Gartenstraße Schillerstr. Goethestraße Lindenallee Am_Markt Kirchgasse
Berliner_Straße Ringstr. Unter_den_Linden Mühlenweg Rosenweg An_der_Alten_Försterei
Karl-Marx-Allee Friedrich-Ebert-Str. Schloßplatz Dorfstraße Waldweg Beethovenstraße
"""),
    "de_town": words("""
Aachen Augsburg Bielefeld Bonn Braunschweig Bremen Chemnitz Darmstadt Düsseldorf Erfurt Essen
Freiburg_i._Br. Fürth Gießen Göttingen Halle_(Saale) Heidelberg Ingolstadt Jena Karlsruhe Kassel
Kiel Köln Lübeck Mainz Mannheim München Münster Nürnberg Oldenburg Osnabrück Paderborn Potsdam
Regensburg Rostock Saarbrücken Salzburg Sankt_Gallen Stuttgart Tübingen Ulm Weimar Wien Würzburg
"""),
    "nl": words("""
de het een fiets huis straat water kaas brood melk tafel stoel boek winkel prijs bestelling
levering klant goed groot klein nieuw oud mooi duur snel rood blauw groen wij zijn hebben kopen
zoeken vinden betalen morgen vandaag altijd nooit misschien zo'n 's-avonds 's-Hertogenbosch ijs
ruïne coördinatie reünie foto's auto's baby's
"""),
    "pl": words("""
dom stół krzesło książka rower chleb mleko ser woda ulica miasto droga sklep cena zamówienie
klient dobry duży mały nowy stary piękny szybki czerwony niebieski zielony jest są mam kupić
szukać znaleźć zapłacić jutro dziś zawsze nigdy proszę dziękuję źródło łódź żółć
"""),
    "sv": words("""
hus bord stol bok cykel bröd mjölk ost vatten gata stad väg affär pris beställning kund bra stor
liten ny gammal vacker snabb röd blå grön är har köpa söka hitta betala imorgon idag alltid aldrig
kanske tack ö å älg fjäll över också smörgås
"""),
    "tr": words("""
ev masa sandalye kitap bisiklet ekmek süt peynir su sokak şehir yol dükkân fiyat sipariş müşteri
iyi büyük küçük yeni eski güzel hızlı kırmızı mavi yeşil var yok almak aramak bulmak ödemek yarın
bugün her asla belki teşekkürler lütfen çok değil Türkiye'de İstanbul'a
"""),
    "ru": words("""
дом стол стул книга велосипед хлеб молоко сыр вода улица город дорога магазин цена заказ доставка
клиент хороший большой маленький новый старый красивый быстрый красный синий зелёный очень купить
искать найти оплатить завтра сегодня всегда никогда может_быть спасибо пожалуйста время день ночь
работа деньги товар качество отлично рекомендую не в на с и для от до после
"""),
    "el": words("""
σπίτι τραπέζι καρέκλα βιβλίο ποδήλατο ψωμί γάλα τυρί νερό δρόμος πόλη κατάστημα τιμή παραγγελία
πελάτης καλός μεγάλος μικρός νέος παλιός όμορφος γρήγορος κόκκινο μπλε πράσινο είναι έχω αγοράζω
ψάχνω βρίσκω αύριο σήμερα πάντα ποτέ ίσως ευχαριστώ παρακαλώ και με για
"""),
    "ar": words("""
بيت طاولة كرسي كتاب دراجة خبز حليب جبن ماء شارع مدينة طريق متجر سعر طلب عميل جيد كبير صغير جديد
قديم جميل سريع أحمر أزرق أخضر هذا في من على إلى مع شكرا من_فضلك غدا اليوم دائما أبدا ربما المنتج
ممتاز الخدمة التوصيل
"""),
    "hi": words("""
घर मेज़ कुर्सी किताब साइकिल रोटी दूध पनीर पानी सड़क शहर दुकान कीमत आदेश ग्राहक अच्छा बड़ा छोटा नया
पुराना सुंदर तेज़ लाल नीला हरा है हैं खरीदना खोजना कल आज हमेशा कभी_नहीं शायद धन्यवाद कृपया बहुत और
में से को
"""),
    "zh": words("""
房子 桌子 椅子 书 自行车 面包 牛奶 水 街道 城市 商店 价格 订单 客户 很好 大 小
新 旧 漂亮 快 红色 蓝色 绿色 是 有 买 找 付款 明天 今天 总是 从不 也许 谢谢 请
质量 物流 非常 满意 推荐 的 了 我们 他们 昨天 收到 包装 完好 手机 电脑
"""),
    "ja": words("""
家 机 椅子 本 自転車 パン 牛乳 チーズ 水 道 町 店 値段 注文 お客様 良い 大きい
小さい 新しい 古い 美しい 速い 赤 青 緑 です ます 買う 探す 明日 今日 いつも
ありがとう お願いします 東京都 渋谷区 とても 商品 が は を に で と カメラ テーブル
"""),
    "ko": words("""
집 책상 의자 책 자전거 빵 우유 치즈 물 거리 도시 가게 가격 주문 고객 좋은 큰
작은 새로운 오래된 아름다운 빠른 빨간 파란 초록 입니다 있습니다 사다 찾다 내일 오늘
항상 감사합니다 배송 상품 매우 만족 서울특별시 강남구
"""),
    "emoji": words("""
😀 😂 😍 👍 🙏 🎉 🔥 ❤️ 😭 🤔 👏 💯 ✨ 🚀 🐛 ✅ ❌ ⚠️ 📦 🍕 ☕ 🌍 🇪🇸
👩‍💻 🤷‍♂️ ⭐⭐⭐⭐⭐ :-) :) ;-) :D :-( <3 xD ^^ (y)
:+1: :tada:
"""),
}
