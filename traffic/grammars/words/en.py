"""English words by kind, and names."""


def words(text: str) -> list[str]:
    """The words of ``text``; an underscore stands for a space within one."""
    return [word.replace("_", " ") for word in text.split()]


def tokens(text: str) -> list[str]:
    """What stands between the spaces of ``text``, underscores and all."""
    return text.split()


NOUNS = words("""
account address advice afternoon agency album animal answer apartment apple application argument
arm article artist audience autumn baby bag balance ball bank basket bath beach bean bed bell
bicycle bill bird birthday blanket board boat body book border boss bottle box boy branch bread
breakfast brick bridge brother budget building bus butter button cable cake camera camp candle car
card carpet case castle cat ceiling chair chance change chapter cheese chicken child choice church
circle city class client climate clock cloth cloud club coach coast coat coffee collar colour
comment community company concert condition contract cook copper corner cotton country couple
course court cousin cover cream credit crew crowd cup curtain customer daughter day deal decision
degree delivery department desk detail diet dinner direction discount dish doctor document dog
dollar door draft drawer dream dress drink driver drop duck dust ear earth edge education egg
election engine evening event example exchange exercise experience eye face factory family fan
farm farmer fashion father fault field film finger fire fish flag flight floor flower food foot
forest form frame freedom friend fruit furniture future game garden gas gate gift girl glass glove
goal gold grass group growth guest guide guitar habit hair hall hand hat health heart height hill
history hobby holiday home horse hospital hotel hour house husband ice idea income industry
insurance interest invoice iron island jacket job journey judge juice jumper key kitchen knee
knife lake lamp land language law leader leaf leather leg lemon lesson letter level library light
line lion list load lock lunch machine magazine mail manager map market marriage match material
meal meat medicine meeting member memory message metal method milk mind minute mirror mistake mode
moment money month moon morning mother mountain mouse mouth movie museum music nail name nature
neck needle neighbour nephew network news newspaper night noise north nose note notebook nurse
object ocean office oil opinion orange order organ origin oven owner page pain paint painter pair
pan paper parcel parent park part partner party passenger path patient payment peace pen pencil
people pepper permission person phone photo piano picture piece pillow pipe place plan plane plant
plate platform player pleasure pocket poem poet point police pool position pot potato power price
print printer problem process product profit project promise proof property purchase purpose
quality quarter queen question queue rabbit race radio rain rate reason receipt recipe record
refund region relation rent repair report request rest restaurant result return reward rice ring
river road roof room rope route rule runner salad salary sale salt sample sand scale scarf scene
school science screen sea season seat second secretary section selection sentence series service
sheep sheet shelf ship shirt shoe shop shoulder shower side sign silver sister situation size skin
skirt sky sleep smile smoke snow soap society sock sofa soil song sound soup south space spoon
sport spring square stage stair stamp star station steel step stock stone store storm story stove
street string student sugar suit summer sun supper support surface sweater system table tail tale
taste tax tea teacher team telephone temperature test theatre theory thing thread ticket tie time
title toe tomato tool tooth top towel tower town toy track trade train travel tree trip trouble
trousers truck turn umbrella uncle union unit university update valley value van vegetable video
view village visit voice wall watch water wave way weather week weekend weight west wheel wind
window wine winter wire woman wood wool word work worker world writer yard year
""")
VERBS = words("""
accept add admit agree allow answer appear apply arrange arrive ask attach avoid bake become begin
believe belong book borrow break bring build buy call cancel carry catch change charge check
choose claim clean clear climb close collect come compare complain complete confirm connect
consider contain continue cook copy correct cost count cover create cross cut dance decide deliver
depend describe design destroy develop discover discuss divide draw dress drink drive drop eat
empty enjoy enter escape exchange execute expect explain export fail fall feed feel fetch fill
filter find finish fit fix fly fold follow forget forgive gather get give go grant group grow
guess handle happen hate have hear help hide hold hope hurry ignore import improve include inform
insert insist install introduce invite join jump keep kick know last laugh lead learn leave lend
let like limit listen live load lock look lose love make manage mark match measure meet mention
merge miss mix move need notice obtain offer open order own pack paint park pass pay pick plan
play prefer prepare press prevent print promise protect prove pull push put reach read receive
recommend reduce refuse remember remove rename rent repair repeat replace reply report reserve
reset resolve restart restore return review ride ring rise roll run save say search see select
sell send serve set share shine shout show shut sign sing sit sleep smell smile sort speak spell
spend stand start stay steal stop study suggest support swim take talk taste teach tell thank
think throw touch train travel try turn type understand union update upgrade use validate visit
vote wait walk want warn wash watch wear win wish wonder work worry wrap write
""")
ADJECTIVES = words("""
able amazing ancient angry annual available awful bad basic beautiful best better big bitter black
blank blue bold brave brief bright broad broken brown busy calm careful cheap cheerful clean clear
clever cold comfortable common complete cool correct crazy crisp cruel curious daily damaged dark
deep delicious different difficult dirty double dry due dull early easy elegant empty equal
excellent exact expensive extra fair false famous fast fat final fine firm first flat foreign free
fresh friendly full funny gentle glad golden good great green grey half handsome happy hard
healthy heavy high hollow hot huge hungry ideal important incredible initial invalid kind large
last late lazy left legal light little local lonely long loose loud lovely low lucky main married
missing modern narrow natural nervous new nice normal odd old open optional original outdoor pale
perfect plain pleasant polite poor popular possible pretty private proud public pure quick quiet
rare raw ready real recent red regular rich right rough round sad safe salty secret sensitive
separate serious sharp short sick silent silly simple single slow small smart smooth soft solid
sour special spicy stiff strange strict strong stupid sudden sweet tall tasty temporary thick thin
tidy tiny tired true ugly unable unique unknown useful usual vague valid vertical vintage violent
waterproof warm weak weird wet white whole wide wild wise wooden wrong yellow young
""")
ADVERBS = words("""
almost already always badly barely certainly clearly definitely easily eventually exactly finally
frankly fully generally happily hardly honestly immediately inside just later maybe mostly nearly
never now often only outside perhaps possibly quickly quietly quite rarely really recently
seriously slowly sometimes soon still surely then there today together tomorrow tonight too
totally twice usually very well yesterday yet
""")
TECH = words("""
account action address admin agent alert alias api app archive array asset attempt attribute audit
auth author backup badge balance banner batch billing block body bot branch bucket budget buffer
build bundle button cache callback campaign card cart catalog category certificate channel chart
checkout chunk class client cluster code collection color column comment commit component config
connection consumer contact container content context cookie count country coupon credential
currency cursor customer dashboard data database date deadline default delivery deployment
description detail device digest direction disk discount display document domain draft driver
duration edge element email endpoint entity entry environment error event expiry export extension
feature feed field file filter flag folder font footer form format frame function gateway grid
group guest handler hash header health height history hook host icon id image import index info
input instance interval inventory invoice issue item job key label language last layer layout
lease level license limit line link list listener load locale location lock log logger login
manager map media member memory menu merge message meta method metric migration milestone mode
model module monitor name namespace network node note notification number object offer offset
operation option order organization origin output owner package page panel parameter parent
partition password patch path payload payment permission phase phone photo pipeline plan plugin
point policy pool popup port position post prefix preview price priority process product profile
progress project property provider proxy queue quota range rate reason record redirect reference
refresh region registry release remote replica report repository request reset resource response
result retry revision role root route row rule runner sample scale schedule schema scope score
screen search secret section segment sender series server service session set setting shape share
shard shipment sidebar signature size slot snapshot sort source space span stack stage start state
status step stock storage store stream style subject subscription summary support switch symbol
sync table tag target task tax team template tenant text theme thread threshold thumbnail ticket
time title toggle token tool topic total trace track traffic transaction transfer tree trigger
type unit update upload url usage user value variant vendor version video view volume wallet
warehouse webhook weight widget width window worker workflow workspace zone
""")
FIRST = words("""
Aaron Abigail Adam Agnes Aisha Alan Alejandra Alex Alice Amara Amir Ana Anders Andrea Anil Anna
Antoine Arjun Astrid Ayşe Beatriz Ben Björn Bo Bridget Bruno Camila Carla Carlos Caroline Cheng
Chiara Chloe Chris Claire Claudia Conor Dana Daniel David Deepak Diego Dmitri Dylan Eleanor Elena
Elif Elisa Emil Emily Emma Enrique Eric Esther Ethan Eva Fatima Felix Fernanda Finn Francesca
Franz Freya Gabriel George Giorgio Giulia Grace Guillermo Gustav Hana Hannah Hans Haruto Hassan
Helen Henrik Hugo Ibrahim Ines Ingrid Irina Isabel Ivan Jack Jacob Jade James Jan Javier Jean Jin
Joanna João John Jonas Jorge José Juan Julia Kai Karen Karim Kate Kevin Khalid Klaus Lars Laura
Layla Lea Lena Leo Liam Linda Lucas Lucía Luis Łukasz Magda Malik Marco Maria Marie Mark Marta
Martin Mateo Max Mehmet Mei Mia Michael Miguel Mikael Minh Mohammed Monika Nadia Natalia Neil
Nikolai Nina Noah Nora Olga Oliver Omar Oscar Pablo Patricia Paul Pedro Peter Petra Philip Piotr
Priya Rachel Rahul Raj Ravi Rebecca René Ricardo Rosa Ruth Ryan Samuel Sandra Sanjay Sara Sean
Sergei Seán Siobhan Sofia Sophie Stefan Susan Sven Tanya Tariq Teresa Thomas Tim Tomás Tom Uma
Ursula Valentina Vera Victor Vikram Wei William Wolfgang Xavier Yan Yasmin Yuki Yusuf Zainab Zoe
Zoë
""")
LAST = words("""
Adams Ahmed Ali Alvarez Andersen Anderson Bailey Baker Barbosa Bauer Becker Bell Bennett Bernard
Bianchi Bose Braun Brown Cabrera Campbell Carter Castillo Chan Chen Clark Cohen Collins Cooper
Costa Cruz Dang Davies Davis Diaz Dubois Durand Edwards Evans Fernandes Fernández Ferrari Fischer
Fontaine Foster Garcia García Gomez Gonzalez Graham Gray Green Gupta Hall Hansen Harris Hernández
Hill Hoffmann Holm Huang Hughes Hussain Ivanova Iyer Jackson Jansen Jensen Johansson Johnson Jones
Kaya Kelly Khan Kim King Klein Kowalski Krüger Kumar Lang Larsen Laurent Lee Lefèvre Lewis Li Lima
Lindberg Liu López Lopez Mancini Marino Marshall Martin Martínez Mehta Mendoza Meyer Miller
Mitchell Moore Morales Moreau Morgan Müller Murphy Nakamura Nguyen Nielsen Novak Nowak Okafor
Olsen Ortiz Owens Palmer Park Parker Patel Peña Perez Petrov Phillips Pinto Popescu Price Quinn
Ramirez Ramos Rao Reed Reyes Ricci Richter Rivera Roberts Robinson Rodrigues Romano Rossi Roy Ruiz
Russell Sánchez Santos Sato Schmidt Schneider Schulz Scott Sharma Silva Singh Smith Sokolov Souza
Stewart Suzuki Svensson Tanaka Taylor Thomas Thompson Torres Tran Turner Vargas Vogel Wagner
Walker Wang Watson Weber White Williams Wilson Wong Wood Wright Yamamoto Yang Yılmaz Young Zhang
Zimmermann
""")
CITIES = words("""
Aberdeen Amsterdam Antwerp Athens Atlanta Auckland Austin Barcelona Basel Belfast Belgrade Bergen
Berlin Bern Bogotá Bologna Boston Brisbane Bristol Brno Brussels Budapest Cairo Calgary Cape_Town
Cardiff Chennai Chicago Cologne Copenhagen Cork Dallas Delhi Denver Dresden Dublin Edinburgh
Florence Frankfurt Geneva Genoa Ghent Glasgow Gothenburg Graz Hamburg Hanoi Helsinki Houston
Istanbul Jakarta Karachi Kraków Kyiv Lagos Leeds Leipzig Lima Lisbon Liverpool London Los_Angeles
Lyon Madrid Malmö Manchester Marseille Melbourne Mexico_City Miami Milan Montréal Mumbai Munich
Nairobi Nantes Naples New_York Nice Osaka Oslo Ottawa Oxford Palermo Paris Perth Portland Porto
Prague Québec Quito Riga Rome Rotterdam San_Diego San_José Santiago São_Paulo Seattle Seoul
Seville Shanghai Singapore Sofia Stockholm Sydney Tallinn Tokyo Toronto Toulouse Turin Utrecht
Valencia Vancouver Venice Vienna Vilnius Warsaw Wellington Winnipeg York Zagreb Zürich
""")
BRANDS = words("""
Acme Alpine Arctic Aurora Bluebird Bosch Brightside Cobalt Copperline Corvus Delta Dyson Ecotone
Epson Everest Fennel Fjord Globex Halcyon Harbour Hyperion IKEA Initech Kestrel Kodak Lumen Makita
Mammoth Meridian Moleskine Nikon Nimbus Northwind Nova Olympus Orchid Panasonic Philips Polaris
Quartz Ravensburger Samsonite Samsung Siemens Solstice Sony Stanley Tefal Umbrella Vertex Vitra
Willow Yamaha Zenith
""")
LANGS = words("""
JavaScript TypeScript Python Java Go Rust C C++ C# PHP Ruby Kotlin Swift Scala Haskell Perl R
Elixir Clojure Dart Lua SQL Bash PowerShell HTML CSS Node.js React Vue.js Angular Django Rails
Laravel Spring Flask .NET ASP.NET Svelte Next.js jQuery
""")
DOMAINS = words("""
example.com example.org example.net acme.io shop.example.com mail.example.org contoso.com
fabrikam.net northwind.dev cdn.example.net api.example.com bluebird.app globex.co.uk initech.de
umbrella.fr hooli.xyz piedpiper.com stage.acme.io wikipedia.org github.com gitlab.com youtube.com
youtu.be amazon.de google.com bing.com linkedin.com medium.com gravatar.com imgur.com
s3.amazonaws.com storage.googleapis.com slack.com hooks.slack.com stripe.com paypal.com
spotify.com vimeo.com bbc.co.uk nytimes.com lemonde.fr elpais.com spiegel.de corriere.it
uol.com.br example.com.au example.co.jp example.in xn--bcher-kva.example localhost:3000
localhost:8080 127.0.0.1:5000 my-app.vercel.app my-app.herokuapp.com blog.example.net
intranet.local docs.example.io
""")
MAILERS = words("""
gmail.com outlook.com hotmail.com yahoo.com yahoo.co.uk yahoo.es hotmail.fr web.de gmx.de gmx.net
t-online.de freenet.de arcor.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it tin.it
virgilio.it alice.it tiscali.it telefonica.net terra.es ono.com ya.com wanadoo.es jazzfree.com
eresmas.net sapo.pt clix.pt uol.com.br terra.com.br bol.com.br mail.ru yandex.ru rambler.ru qq.com
163.com naver.com daum.net icloud.com me.com proton.me protonmail.com fastmail.com btinternet.com
ntlworld.com aol.com comcast.net verizon.net earthlink.net seznam.cz wp.pl o2.pl onet.pl telia.com
bluewin.ch skynet.be telenet.be xs4all.nl ziggo.nl
""")
SYLLABLES = words("""
ba be bi bo bra bu ca chi co cru da de di do dra du fa fe fi flo fu ga ge gi go gra ha he hi ho ja
je jo ju ka ke ki ko kra la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po pra qui ra re ri
ro ru sa se shi so sta su ta te ti to tra tu va ve vi vo wa we wi xa xi ya yo za ze zi zo
""")
EXTENSIONS = words("""
jpg jpeg png gif webp svg pdf docx xlsx pptx txt md csv tsv json xml yaml zip tar.gz mp3 mp4 mov
wav psd ai epub log bak sql
""")
