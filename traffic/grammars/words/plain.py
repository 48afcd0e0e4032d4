"""Harmless words and names, for the ordinary text around an attack."""

WORDS: tuple[str, ...] = tuple(
    """
    account action address admin album alert amount animal annual answer apple april archive area
    article artist asset august author autumn avatar average award baby back badge ball banana
    bank banner base basket battery beach bear beauty bedroom bike bird birthday black blog blue
    board boat body book border bottle bottom box boy brand bread breakfast bridge bright brother
    brown browser brush budget build bus business button buyer cache cake calendar call camera
    camp campaign candle car card care cart case cash cat catalog category center chair change
    channel chapter chart chat check cheese chicken child choice city class clean client clock
    cloth cloud club coach coat code coffee cold collection color comment company computer concert
    contact content context cook cookie copy corner cotton count country coupon course cover cream
    credit culture currency current customer daily dance dark data date daughter day deal december
    default delivery demo desk detail device dinner direct discount doctor document dog door draft
    dress drink drive driver dry east easy edit editor education email employee empty energy
    engine english entry episode error evening event every exam export family fashion father
    feature february feed field figure file film filter final fire first fish flight floor flower
    folder food foot football form forum frame free fresh friday friend front fruit full furniture
    future gallery game garden general gift girl glass gold good grade grand green grey group
    growth guest guide hair half hand happy hat head health heart heavy height hello help high
    history holiday home hope horse hospital hotel hour house human ice icon image import index
    info inside install invoice island item jacket january job journey juice july june keyboard
    kitchen label lamp language laptop large last latest layout leader leaf learn leather left
    legal lemon lesson letter level library light like limit line link list little local location
    login logo london long lunch machine magazine mail main make manager map march market master
    match material may meal measure media medium meeting member memory menu message metal method
    middle milk minute mirror mobile model module monday money month morning mother motor mountain
    mouse movie museum music native nature news next night north note notice november number
    object october offer office oil old online open option orange order origin other outdoor owner
    pack page paint pair panel paper parent paris park part partner party password past patient
    payment peace pen people pepper person phone photo picture piece pink place plan plant plate
    player please plus pocket point policy pool post poster power present press price print
    private product profile program project public purchase purple quality quarter question quick
    quote rabbit race radio rain range rate reader ready recent recipe record red region register
    release remote rental repair reply report request reserve result return review ring river road
    rock room rose round route row rule running safe salad sale salt sample sand saturday save
    schedule school science score screen search season seat second section secure select sell
    senior september series service session setting shadow share sheet ship shirt shoes shop short
    show side sign silver simple single sister site size skin sky sleep slow small smart snow
    social sofa soft solid song sort sound source south space special speed sport spring square
    staff stage standard star start state station status step stock stone store story street
    strong student studio style subject sugar summary summer sun sunday supply support sweet
    system table tag talk task tax teacher team tennis test text theme thursday ticket tiger time
    title today token tomato tool top total touch tour town toy track trade train travel tree
    trial trip truck tuesday type unit update upload user value vegetable vendor version video
    view village visit voice volume wall warm watch water weather web wednesday week weight
    welcome west white wide widget width wild wind window wine winter woman wood word work world
    write year yellow young zone
    """.split()
)

NAMES: tuple[str, ...] = tuple(
    """
    james mary john linda robert susan michael karen david lisa william nancy richard betty joseph
    sandra thomas ashley daniel emily matthew donna anthony laura mark sarah paul jessica steven
    amanda andrew kevin brian anna george peter maria carlos juan jose ana luis marco giulia
    pierre marie hans klaus ivan olga dmitri yuki kenji wei mei li chen raj priya amit fatima omar
    ahmed ali hassan aisha kofi amara lars ingrid sven astrid jan piotr kasia tomas eva lucas
    sofia mateo emma noah mia oliver leo nina max felix clara hugo alice bob carol dave eve frank
    grace heidi oscar peggy trent victor admin administrator root user guest test demo webmaster
    support operator
    """.split()
)
