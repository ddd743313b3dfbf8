/**
 * What invented voters are named after: common names of many origins, with the accents, hyphens, apostrophes and blanks
 * that make look-up hard. The most common come first. Rare surnames are put together from a start and an end.
 */

/** Surnames, the most common first. */
export const SURNAMES: readonly string[] = (
  "Smith|Johnson|Williams|Brown|Jones|García|Miller|Davis|Rodríguez|Martínez|Hernández|López|González|Wilson" +
  "|Anderson|Thomas|Taylor|Moore|Jackson|Martin|Lee|Pérez|Thompson|White|Harris|Sánchez|Clark|Ramírez|Lewis" +
  "|Robinson|Walker|Young|Allen|King|Wright|Scott|Torres|Nguyen|Hill|Flores|Green|Adams|Nelson|Baker|Hall" +
  "|Rivera|Campbell|Mitchell|Carter|Roberts|Gómez|Phillips|Evans|Turner|Díaz|Parker|Cruz|Edwards|Collins|Reyes" +
  "|Stewart|Morris|Morales|Murphy|Cook|Rogers|Gutiérrez|Ortiz|Morgan|Cooper|Peterson|Bailey|Reed|Kelly|Howard" +
  "|Ramos|Kim|Cox|Ward|Richardson|Watson|Brooks|Chávez|Wood|James|Bennett|Gray|Mendoza|Ruiz|Hughes|Price" +
  "|Álvarez|Castillo|Sanders|Patel|Myers|Long|Ross|Foster|Jiménez|Powell|Jenkins|Perry|Russell|Sullivan|Bell" +
  "|Coleman|Butler|Henderson|Barnes|Fisher|Vásquez|Simmons|Romero|Jordan|Patterson|Alexander|Hamilton|Graham" +
  "|Reynolds|Griffin|Wallace|Moreno|West|Cole|Hayes|Bryant|Herrera|Gibson|Ellis|Tran|Medina|Aguilar|Stevens" +
  "|Murray|Ford|Castro|Marshall|Owens|Harrison|Fernández|McDonald|Woods|Washington|Kennedy|Wells|Vargas|Henry" +
  "|Chen|Freeman|Webb|Tucker|Guzmán|Burns|Crawford|Olson|Simpson|Porter|Hunter|Gordon|Méndez|Silva|Shaw|Snyder" +
  "|Mason|Dixon|Muñoz|Hunt|Hicks|Holmes|Palmer|Wagner|Black|Robertson|Boyd|Rose|Stone|Salazar|Fox|Warren|Mills" +
  "|Meyer|Rice|Schmidt|Garza|Daniels|Ferguson|Nichols|Stephens|Soto|Weaver|Ryan|Gardner|Payne|Grant|Dunn|Kelley" +
  "|Spencer|Hawkins|O'Brien|O'Connor|O'Neill|O'Reilly|D'Angelo|D'Amico|N'Diaye|Müller|Schröder|Weiß|Köhler|Böhm" +
  "|Jürgens|Øverland|Sørensen|Bjørnstad|Łukasik|Wiśniewski|Dąbrowski|Žižek|Çelik|Öztürk|Şahin|Đặng|Phạm|Nguyễn" +
  "|Peña|Nuñez|Ibáñez|Yáñez|Zuñiga|Van Dyke|Van der Berg|De la Cruz|De León|Del Río|La Rosa|St. James|St. Clair" +
  "|Mac Donald|Le Blanc|Dos Santos|Di Marco|Von Braun|Ten Eyck|El-Amin|Abdul-Rahman|Al Hassan|Singh|Khan|Ali" +
  "|Ahmed|Wong|Chan|Lin|Huang|Zhang|Yang|Wu|Xu|Nakamura|Tanaka|Suzuki|Okafor|Adeyemi|Mbeki|Kowalski|Novak" +
  "|Horvat|Ivanov|Petrov|Papadopoulos|Rossi|Ricci|Bianchi|Ferrari|Dubois|Moreau|Lefèvre|Larsen|Nilsson" +
  "|Lindqvist|Virtanen|Cohen|Levy|Katz|Friedman|Goldberg|Begay|Yazzie|Tsosie|Lightfoot|Runningwater|Kealoha" +
  "|Kahale|Tuiasosopo"
).split("|");

/** First syllables of rare surnames. */
export const SURNAME_STARTS: readonly string[] = (
  "Ab|Ack|Al|Am|An|Ar|Ash|At|Ba|Bal|Bar|Bas|Bea|Bel|Ber|Bex|Bil|Bis|Bla|Bo|Bol|Bor|Bra|Bre|Bri|Bro|Bru|Buck|Bur" +
  "|Cal|Cam|Can|Car|Cas|Cha|Che|Chi|Cla|Cle|Co|Col|Con|Cor|Cra|Cro|Cul|Da|Dal|Dan|Dar|De|Del|Den|Der|Di|Dil|Do" +
  "|Dol|Don|Dor|Dra|Du|Dun|Dur|Ea|Ed|El|Em|En|Er|Es|Ev|Fa|Fal|Fan|Far|Fe|Fel|Fen|Fer|Fi|Fin|Fla|Fle|Fo|For|Fra" +
  "|Fre|Fro|Ful|Ga|Gal|Gar|Ge|Ger|Gi|Gil|Gla|Go|Gol|Gor|Gra|Gre|Gri|Gro|Gu|Ha|Hal|Ham|Han|Har|Has|Hea|He|Hel" +
  "|Hen|Her|Hi|Hil|Ho|Hol|Hor|Hu|Hul|Hun|Hur|In|Ir|Is|Ja|Jan|Jar|Je|Jen|Jo|Ju|Ka|Kal|Kan|Kar|Ke|Kel|Ken|Ker|Ki" +
  "|Kil|Kin|Kir|Kle|Kno|Ko|Kol|Kor|Kra|Kre|Kro|Ku|La|Lam|Lan|Lar|Le|Len|Ler|Li|Lin|Lo|Lon|Lor|Lu|Lun"
).split("|");

/** Last syllables of rare surnames. */
export const SURNAME_ENDS: readonly string[] = (
  "bach|back|bank|baum|beck|bell|ber|berg|berry|bert|bey|binson|bley|bo|bolt|born|bourne|bow|bray|bridge|briel" +
  "|brook|brough|brow|burg|burn|bury|by|cher|chett|cock|coe|comb|combe|cott|craft|crest|croft|dale|dal|dan|dard" +
  "|den|der|dick|din|ding|do|dole|don|dore|dow|drick|dridge|dy|ell|en|erman|ers|erton|es|eston|ett|ewski|ey|fax" +
  "|feld|fell|field|finger|fitt|ford|fort|fred|fry|gan|gard|gate|ger|gers|gill|gin|glass|gold|good|gram|grave" +
  "|gren|gus|hall|ham|hand|hard|harn|haus|haven|head|heim|hill|hoff|holm|holt|horn|house|hurst|ick|ickson|idge" +
  "|ier|iger|ike|iller|iman|in|ing|inger|ington|ins|insky|inson|iss|itch|itz|kamp|kell|ken|ker|key|kin|kins" +
  "|kirk|kov|kowski|land|lane|ler|less|lett|ley|lich|lin|linger|lock|low|lund|lyn|mack|man|mann|mark|mas|mer" +
  "|mick|mill|min|mond|more|mour|nack|nard|nell|ner|ness|nett|ney|nick|nor|off|olds|oll|on|one|ong|ork|ort|ory" +
  "|ott|over|pard|pel|per|phrey|pin|poole|quist|rack|rant|ray|rell|ren|rett|rick|ridge|rin|ring|ris|rison|rod" +
  "|row|sell|sen|set|sey|shaw|ski|sky|smith|sol|som|son|stead|stein|ster|stock|ston|stone|strand|stretch|strom" +
  "|ten|ter|thorne|ton|tor|towe|tree|trick|trum|vale|vall|van|vel|ver|vill|vin|vis|wald|wall|ward|ware|way|well" +
  "|wick|win|wing|wood|worth|yard|yer|zell|zer|zini"
).split("|");

/** Given names, the most common first. */
export const GIVEN_NAMES: readonly string[] = (
  "James|Mary|Michael|Patricia|Robert|Jennifer|John|Linda|David|Elizabeth|William|Barbara|Richard|Susan|Joseph" +
  "|Jessica|Thomas|Karen|Christopher|Sarah|Charles|Lisa|Daniel|Nancy|Matthew|Sandra|Anthony|Betty|Mark|Ashley" +
  "|Donald|Emily|Steven|Kimberly|Andrew|Margaret|Paul|Donna|Joshua|Michelle|Kenneth|Carol|Kevin|Amanda|Brian" +
  "|Melissa|Timothy|Deborah|Ronald|Stephanie|George|Rebecca|Jason|Sharon|Edward|Laura|Jeffrey|Cynthia|Ryan" +
  "|Dorothy|Jacob|Amy|Nicholas|Kathleen|Gary|Angela|Eric|Shirley|Jonathan|Emma|Stephen|Brenda|Larry|Pamela" +
  "|Justin|Nicole|Scott|Anna|Brandon|Samantha|Benjamin|Katherine|Samuel|Christine|Gregory|Debra|Alexander" +
  "|Rachel|Patrick|Carolyn|Frank|Janet|Raymond|María|Jack|Olivia|Dennis|Heather|Jerry|Helen|Tyler|Catherine" +
  "|Aaron|Diane|José|Julie|Adam|Victoria|Nathan|Joyce|Henry|Lauren|Zachary|Kelly|Douglas|Christina|Peter|Ruth" +
  "|Kyle|Joan|Noah|Virginia|Ethan|Judith|Jeremy|Evelyn|Christian|Hannah|Walter|Andrea|Keith|Megan|Austin|Cheryl" +
  "|Roger|Jacqueline|Terry|Madison|Sean|Teresa|Gerald|Abigail|Carl|Sophia|Dylan|Martha|Harold|Sara|Jordan" +
  "|Gloria|Jesse|Janice|Bryan|Kathryn|Lawrence|Ann|Arthur|Isabella|Gabriel|Judy|Bruce|Charlotte|Logan|Julia" +
  "|Billy|Grace|Joe|Amber|Alan|Alice|Juan|Jean|Elijah|Denise|Willie|Frances|Albert|Danielle|Wayne|Marilyn|Randy" +
  "|Natalie|Mason|Beverly|Vincent|Diana|Liam|Brittany|Roy|Theresa|Bobby|Kayla|Caleb|Alexis|Bradley|Doris" +
  "|Russell|Lori|Lucas|Tiffany|Luis|Ana|Carlos|Rosa|Jesús|Carmen|Miguel|Guadalupe|Antonio|Juana|Francisco" +
  "|Alejandra|Manuel|Verónica|Pedro|Leticia|Jorge|Yolanda|Ramón|Lucía|Andrés|Inés|Ángel|Sofía|Martín|Noemí|Raúl" +
  "|Belén|Héctor|Zoë|Chloë|Renée|André|François|Søren|Jürgen|Łucja|Siân|D'Andre|O'Shea|Ming|Wei|Li|Hiroshi|Yuki" +
  "|Minh|Linh|Thanh|Priya|Arjun|Fatima|Omar|Aisha|Ibrahim|Kwame|Ngozi|Chidi|Ivan|Olga|Dmitri|Svetlana|Giovanni" +
  "|Chiara|Luca|Pierre|Elise|Hans|Greta|Lars|Ingrid|Moshe|Rivka|Keoni|Leilani|Sequoia|Cheyenne|Dakota"
).split("|");

/** Streets without their type. */
export const STREET_NAMES: readonly string[] = (
  "Maple|Oak|Main|Washington|Second|Third|Park|Cedar|Pine|Elm|Lake|Hill|Walnut|Spring|North|Church|Ridge|Willow" +
  "|Mill|Sunset|Railroad|Jackson|Lincoln|Franklin|Highland|River|Center|Cherry|Broad|Birch|Chestnut|Locust" +
  "|Adams|Jefferson|Madison|Monroe|Spruce|Magnolia|Dogwood|Poplar|Hickory|Laurel|Meadow|Forest|Woodland" +
  "|Prospect|Summit|Valley|View|Orchard|Garden|Grove|Harrison|Liberty|Union|Market|Front|Water|School|College" +
  "|University|Court|Bridge|Canal|Harbor|Bay|Ocean|Canyon|Mesa|Desert|Prairie|Eagle|Hawk|Deer|Fox|Bear|Wolf" +
  "|Robin|Cardinal|Bluebird|Quail|Heron|Pelican|Juniper|Aspen|Sycamore|Cypress|Redwood|Sequoia|Mulberry" +
  "|Hawthorn|Holly|Ivy|Rose|Lilac|Violet|Azalea|Camellia|Jasmine|Clover|Fern|Heather|Amber|Crystal|Ruby|Granite" +
  "|Marble|Slate|Stone|Brook|Creek|Fountain|Glen|Hollow|Knoll|Stillwater|Fairview|Pleasant|Mountain|Heritage" +
  "|Colonial|Pioneer|Frontier|Wagon|Carriage|Lantern|Martin Luther King Jr|St Charles|Old Mill|Rocky Ford" +
  "|San Pablo|El Camino|La Cienega|Van Buren|O'Farrell|Peña"
).split("|");

/** Street types, the most common first; some written out. */
export const STREET_TYPES: readonly string[] =
  "St|Ave|Rd|Dr|Ln|Ct|Blvd|Way|Pl|Cir|Ter|Pkwy|Trl|Hwy|Sq|Street|Avenue".split("|");

/** Towns that do not exist. */
export const TOWNS: readonly string[] =
  "Fairhaven|Cedar Falls|Millbrook|Stonebridge|Eastlake|Port Alden|Ridgeway|Willow Bend|North Haven|Marlow".split("|");
