/**
 * Words from which German administrative compounds are built, written for this project. Together with the vocabulary of the
 * city's own services they are the lexicon of the splitter; it needs no word list from elsewhere.
 */
export const baseNouns = `
abbruch abfall abgabe abgas abmeldung abnahme abrechnung abriss abschrift abstammung abteilung abwasser adoption adresse akte aktie allee allergie alt alter altersrente altkleider ambulanz amt amts
anbau änderung anerkennung anfrage angabe angebot angehörige angel anhänger anhörung anlage anleger anlass anleitung anlieger anliegen anmeldung annahme anordnung anschluss anschrift anspruch antrag
antwort anwalt anwohner anzeige arbeit arbeiter arbeitgeber arbeitnehmer archiv arm art arznei arzt asyl aufenthalt auffahrt aufgabe auflage aufnahme aufsicht auftrag aufzug augen ausbau ausbildung
ausfuhr ausgabe ausgleich auskunft ausland ausländer auslage ausnahme aussage ausschank ausschreibung außen aussenfläche ausstellung ausstattung austritt ausweis auszahlung auszubildende auszug auto
bad bahn balkon band bank bau baum baustelle beamte bearbeitung bedarf bedürftig beerdigung beförderung befreiung beglaubigung begleit begräbnis behandlung behinderung behinderte behörde beihilfe beistand
beitrag bekanntmachung belastung beleg beleuchtung benutzung beratung berechtigung bereich bergbau bericht beruf berufung bescheid bescheinigung beschäftigung beschluss beschwerde beseitigung besitz besitzer bestattung
bestätigung besteller besuch besucher beteiligung betreuung betrieb betrug bett bewachung beweis bewerbung bewertung bewilligung bewohner bezirk bezug bibliothek bier biergarten bild bildung biotonne blind boden bogen
boot brand brauch braut brief brücke brunnen buch bücherei buchung bühne bund bunker bürger bürgerbüro bürgermeister bürgschaft büro bus bußgeld
camping chemie container
dach daten dauer denkmal deponie deutsch dienst diplom dokument dolmetscher doppel dorf drohne druck duldung durchfahrt
ehe ehren eigen eigentum eigentümer einbürgerung einfahrt einfuhr eingliederung einheit einkauf einkommen einkunft einladung einreise einrichtung einsatz einschulung einsicht einspruch eintrag eintritt einwilligung
einwohner einzug eis elektro eltern elternzeit empfang energie enkel entgelt entlassung entschädigung entscheidung entsorgung entwässerung entwurf erbe erbschein erde erfassung ergänzung erhaltung erhebung erhöhung
erklärung erlaubnis ermäßigung ermittlung ernährung ersatz erschließung erst erstattung erteilung erwerb erzieher erziehung essen europa existenz
fach fahne fahr fahrer fahrerlaubnis fahrrad fahrt fahrzeug falsch familie farbe fassade fasching feier feld fenster ferien fern fest fest feuer feuerwehr feuerwerk film finanz fisch fischer fischerei fläche
fleisch flohmarkt flucht flüchtling flug förderung form formular forschung forst foto fotografie frau frei freischank freizeit fremd frist fuhr führer führerschein führung fund fund funk fuß fußgänger
garage garten gast gäste gaststätte gebäude gebiet gebrauch gebühr geburt gefahr gegenstand gehalt gehweg geld gemeinde genehmigung gericht geruch gesamt geschäft geschenk geschlecht geschwister gesellschaft gesetz
gestattung gesundheit getränk getrennt gewalt gewässer gewerbe gewicht glas gleich grab graffiti grenze groß grün grund grundstück gruppe gut gutachten
haft haftung halle halt halten halter haltung hand handel handwerk härte haus haushalt hausmeister hebamme heft heim heirat heizung helfer herkunft hilfe himmel hinweis hinter hoch hochschule hochzeit hof holz hort hotel hund hunde
hygiene
identität imbiss immobilie impf impfung import industrie information inhaber innen insel insolvenz integration international internet
jagd jahr jubiläum jugend jung justiz
kabel kamera kampf kanal kapital karte kasse katze kauf kennzeichen kind kinder kirche kita klage klasse kleid klein klima kontakt konto kontrolle konzert kopie körper korrektur kosten kraft kranken krankenhaus krankheit krankenversicherung
kredit kreis krippe küche kultur kunde kündigung kunst kur kurs kurz
laden lager land lärm last lauf leben lebens lebensmittel lebenspartner ledig legalisierung lehre lehrer leiche leistung leiter leitung leser licht liefer linie liste lizenz lohn lokal löschung luft
mahn mahnung makler mann markt maschine maß maßnahme material mauer medien medizin mehr meister melde melde register melderegister meldung mensch messe miete mieter mietspiegel minder mittag mittel mitte mitteilung mobil
mode moped motor motorrad mull müll museum musik mutter mutterschutz
nachbar nachlass nachmittag nachname nachricht nacht nachweis name namens natur neben netz neu nieder niederlassung not notar note notfall nummer nutzer nutzung
obdach objekt öffentlich öffnung ohr öl online opfer ordnung ordnungswidrigkeit organ original ort osten
paar pacht paket papier park parken parkplatz partner party pass passbild pendler pension personal person pfand pferd pflanze pflege pflicht plakat plan planung plastik platz plakette politik polizei portal post
praktikum praxis preis presse privat probe produkt projekt protokoll prüfer prüfung psycho punkt
quartier quelle quittung
rad rahmen ratte rathaus raum rauch reaktion recht rechnung rede reform regel register regen reihe reinigung reise reisepass rente renten reparatur reserve rest restaurant rettung richter richtung ring rohr rolle rück rückgabe rücknahme ruhe rund rundfunk
sache sachverständige saison sammlung sanierung satz satzung säugling schaden schädling schall schank schau schein scheidung schenkung schicht schiff schild schloss schluss schlüssel schnee schon schule schüler schuld schuldner schutz schwanger schwer schwimm
see sekretär selbst selbständig senior service setz sicherheit siegel sitz sitzung sohn sommer sonder sonne sonntag sorge sozial spende sperr sperre spiel spielhalle spielplatz sport sprache sprech staat staats stadt stand standes standesamt
stapler station statistik statt stätte staub stelle stellplatz stempel sterbe steuer stift stiftung stimme stoff störung straf strafe straße straßen strecke streit strom studie studium student stunde sucht süd
tabak tafel tag tages tagespflege tagesstätte tank tanz tarif taxi technik teil telefon termin test theater tier tisch tochter tod tonne ton tor tot tourist träger trag transport trauung trenn treff trinkwasser turm
über übergang übernahme überprüfung überschuss übersetzung übertragung überwachung ufer uhr um umbau umfeld umgang umlage ummeldung umschreibung umwelt umzug umzugs unfall ungültig unter unterhalt unterkunft unterlagen unternehmen unterricht unterschrift unterstützung
untersuchung urkunde urlaub urteil
vater vaterschaft verband verbot verbrauch verbraucher verbrennung verein verfahren verfügung vergleich vergnügung vergütung verhältnis verkauf verkehr verkehrs verlängerung verlegung verleih verletzung verlust vermessung vermietung vermögen vermittlung
veranstaltung versammlung versand versicherung versorgung verstoß verteilung vertrag vertreter vertretung vertrieb verwaltung verwandt verwarnung verwendung verzeichnis verzicht vieh visum vogel volk volks voll vollmacht vor vorlage vormund vorname vorschule vorsorge vorstellung
waffe wagen wahl wald wand wanderung wappen waren warte wasser wechsel weg weihnacht wein weise weiter welle werbe werbung werk wert westen wetter wettbewerb widerruf widerspruch wiese wild winter wirt wirtschaft wissen witwe
woche wochen wohn wohnen wohngeld wohnraum wohnsitz wohnung wunsch
zahl zahlung zahn zaun zeichen zeit zeitung zelt zentrum zentral zertifikat zeuge zeugnis zimmer zins zirkus zivil zoll zone zucht zug zulage zulassung zuschuss zustand zuständigkeit zustellung zustimmung zuwendung zwang zweck zweit zwischen
`;
