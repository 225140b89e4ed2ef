"""Events: a table of short reports of 16 May 2024 (a Thursday) with the events in each.

An event is written `TYPE mode actors>recipients status date`: `-` where there is no mode, several sides with `+`, `=` in place
of `>` where all sides are actors, the date left out where the text gives none. All events of a text are listed, in any order.
"""

from functools import cache

import pytest

from communique.reading.reader import read_documents
from communique.schema import Document, Event

PUBLISHED = "2024-05-16"
CASES: list[tuple[str, list[str], str]] = [
    # -- AGREE
    ("Kenya agreed to open its market to Ugandan sugar.", ["AGREE - KEN> actual"], "a promise of one"),
    ("Kenya and Uganda agreed on Tuesday to open a joint border post.", ["AGREE - KEN+UGA= actual 2024-05-14"], "of two, to each other"),
    ("Kenya reached an agreement with Uganda on fish quotas on Monday.", ["AGREE - KEN+UGA= actual 2024-05-13"], "an agreement reached"),
    ("Norway pledged 20 million euros in aid to Malawi.", ["AGREE - NOR>MWI actual"], "help promised is AGREE"),
    ("Norway will send doctors to Malawi next week.", ["AGREE - NOR>MWI planned 2024-05-20/2024-05-26"], "help told in the future is AGREE"),
    ("Denmark offered to mediate between Chad and Sudan.", ["AGREE - DNK>TCD+SDN actual"], "an offer to mediate"),
    ("Oman urged Yemen to free the crew and offered to send an envoy.", ["REQUEST yield OMN>YEM actual", "AGREE - OMN> actual"],
     "a finite verb the parser puts beside an infinitive"),
    ("Ghana accepted Togo's offer of talks.", ["AGREE - GHA>TGO actual"], "an offer accepted"),
    ("Japan voiced its readiness to work with Peru.", ["AGREE - JPN>PER actual"], "readiness voiced"),
    ("Peru and Chile are to sign a fishing treaty in June.", ["AGREE - PER+CHL= planned 2024-06"], "a signing to come is AGREE"),
    ("The treaty between Peru and Chile is expected to be signed in June.", ["AGREE - PER+CHL= planned 2024-06"],
     "the same in the passive, parties named in the treaty"),
    # -- CONSULT comes from the meetings
    ("Kenyan Foreign Minister Ada Holm met Ugandan Foreign Minister Kofi Asare in Accra on Tuesday.",
     ["CONSULT - KEN+UGA= actual 2024-05-14"], "a meeting"),
    ("Kenyan President Ben Otieno visited Uganda on Tuesday.", ["CONSULT visit KEN>UGA actual 2024-05-14"], "who visits acts"),
    ("Kenyan President Ben Otieno spoke by phone with Ugandan President Joseph Okello on Monday.",
     ["CONSULT phone KEN+UGA= actual 2024-05-13"], "by phone"),
    ("Qatar brokered talks between Chad and Sudan.", ["CONSULT third-party QAT>TCD+SDN actual", "CONSULT - TCD+SDN= actual"],
     "a third party, and the talks it brokered"),
    # -- SUPPORT
    ("Iceland praised Estonia for its reforms.", ["SUPPORT - ISL>EST actual"], "praise"),
    ("Peru's congress ratified a trade treaty with Chile on Wednesday.", ["SUPPORT - PER.LEG>CHL actual 2024-05-15"], "ratification"),
    ("Peru and Chile signed a memorandum on mining in Lima on Monday.", ["SUPPORT - PER+CHL= actual 2024-05-13"], "a signing is SUPPORT"),
    ("An extradition treaty was signed by Peru and Chile on Monday.", ["SUPPORT - PER+CHL= actual 2024-05-13"], "a signing in the passive"),
    ("Norway recognised Palestine on Tuesday.", ["SUPPORT - NOR>PSE actual 2024-05-14"], "recognition"),
    ("Fiji thanked Japan for the tents.", ["SUPPORT - FJI>JPN actual"], "thanks"),
    ("Estonia opened an embassy in Kenya.", ["SUPPORT - EST>KEN actual"], "an embassy opened"),
    ("Serbia apologised to Bosnia for the incident.", ["SUPPORT - SRB>BIH actual"], "an apology"),
    ("Montenegro joined NATO in June 2017.", ["SUPPORT - MNE>NATO background 2017-06"], "an old date is background"),
    ("Malta expressed solidarity with Greece.", ["SUPPORT - MLT>GRC actual"], "solidarity, noun under a light verb"),
    # -- CONCEDE
    ("Egypt lifted the ban on Sudanese onions.", ["CONCEDE - EGY>SDN actual"], "a ban lifted"),
    ("The rebels in Colombia declared a ceasefire on Monday.", ["CONCEDE - COL.REB> actual 2024-05-13"], "a truce declared is not yet observed"),
    ("Chad said it would withdraw its troops from Mali.", ["CONCEDE - TCD>MLI actual"],
     "withdrawal told ahead is verbal, made by telling it"),
    ("Ethiopia announced on Monday that it would accept the ruling.", ["CONCEDE - ETH> actual 2024-05-13"], "acceptance announced"),
    # -- COOPERATE
    ("Norwegian and Swedish troops began a joint exercise on Monday.", ["COOPERATE - NOR.MIL+SWE.MIL= actual 2024-05-13"], "joint exercises"),
    ("Britain shared intelligence with Poland.", ["COOPERATE - GBR>POL actual"], "intelligence shared"),
    ("Spain extradited a banker to Peru on Tuesday.", ["COOPERATE - ESP>PER actual 2024-05-14"], "extradition"),
    ("Norway and Iceland took turns supplying the station.", ["COOPERATE - NOR+ISL= actual"], "by turns"),
    # -- AID
    ("Japan donated ten ambulances to Fiji on Monday.", ["AID - JPN>FJI actual 2024-05-13"], "goods given"),
    ("Turkey sent rescuers to Nepal after the earthquake.", ["AID - TUR>NPL actual"], "rescuers sent"),
    ("Ten ambulances were donated to Fiji by Japan.", ["AID - JPN>FJI actual"], "the passive: agent and goods"),
    ("A Danish ship arrived in Samoa on Monday with tents and blankets.", ["AID - DNK>WSM actual 2024-05-13"], "a ship's load of relief"),
    ("Samoa welcomed the arrival on Monday of a Danish aircraft with tents.", ["AID - DNK>WSM actual 2024-05-13"],
     "the agent inside a nominalisation"),
    ("A Danish ship arrived in Samoa on Monday.", [], "a ship without a load is no help"),
    ("Mexico granted asylum to a Nicaraguan journalist.", ["AID - MEX>NIC.CVL actual"], "asylum"),
    ("The World Bank lent Ghana 90 million dollars.", ["AID - world-bank>GHA actual"], "a loan, two objects"),
    ("Ghana sent peacekeepers to Lebanon in 2006.", ["AID - GHA>LBN background 2006"], "peacekeepers, long ago"),
    # -- RETREAT
    ("France withdrew its troops from Niger on Monday.", ["RETREAT withdraw FRA>NER actual 2024-05-13"], "a withdrawal made"),
    ("The UN sent peacekeepers to Sudan in 2007. The last of them withdrew in December 2020.",
     ["AID - UN>SDN background 2007", "RETREAT withdraw UN> background 2020-12"], "part of those who were sent, by a pronoun"),
    ("Iran released two French prisoners on Tuesday.", ["RETREAT release IRN>FRA.CVL actual 2024-05-14"], "prisoners released"),
    ("Two French prisoners were released by Iran on Tuesday.", ["RETREAT release IRN>FRA.CVL actual 2024-05-14"], "the passive of it"),
    ("Serbia's interior minister resigned on Monday.", ["RETREAT resign SRB> actual 2024-05-13"], "a resignation, one state alone"),
    ("Colombian rebels laid down their weapons.", ["RETREAT withdraw COL.REB> actual"], "arms laid down"),
    # -- REQUEST
    ("Ghana urged Togo to open its border.", ["REQUEST - GHA>TGO actual"], "urging"),
    ("Ghana called on Togo to release the fishermen.", ["REQUEST yield GHA>TGO actual"], "calling on"),
    ("Ghana asked the United Nations for help.", ["REQUEST assist GHA>UN actual"], "asking for help"),
    ("Togo was urged by Ghana to open its border.", ["REQUEST - GHA>TGO actual"], "the passive of it"),
    ("Ghana did not ask Togo for help.", [], "words not said are no event"),
    ("Ghana could ask Togo for help.", [], "nor are those that may be said"),
    # -- ACCUSE
    ("Norway condemned Russia's invasion of Ukraine.", ["ACCUSE disapprove NOR>RUS actual", "ASSAULT - RUS>UKR actual"],
     "whose act is condemned is blamed; the act is told too"),
    ("Norway condemned the launch of a missile by North Korea.", ["ACCUSE disapprove NOR>PRK actual", "MOBILIZE weapons PRK> actual"],
     "the agent of the act behind `by`"),
    ("Rwanda was accused by Congo of arming rebels.", ["ACCUSE allege COD>RWA actual"], "accused, in the passive; what is alleged is no event"),
    ("Canada accused Nicaragua of jailing priests.", ["ACCUSE allege CAN>NIC actual"], "nor is it in the active"),
    ("Nicaragua summoned the Canadian ambassador on Tuesday.", ["ACCUSE disapprove NIC>CAN actual 2024-05-14"], "a summons"),
    ("Iran lodged a protest with Pakistan.", ["ACCUSE disapprove IRN>PAK actual"], "a protest lodged is words"),
    ("The Philippines deplored the use of water cannon near the shoal last week, which Manila blames on the Chinese coast guard.",
     ["ACCUSE disapprove PHL>CHN.MIL actual 2024-05-06/2024-05-12", "ASSAULT crowd-control CHN.MIL> actual 2024-05-06/2024-05-12"],
     "the relative clause says who did it"),
    ("Jordan condemned the shelling of the crossing on Sunday, in which two Jordanian officers were injured.",
     ["ACCUSE disapprove JOR> actual", "ASSAULT heavy-weapons >JOR.COP actual 2024-05-12"], "a deed by unknown hands, its victims told"),
    ("Norway's prosecutor opened an investigation into a Russian company.", ["ACCUSE investigate NOR>RUS.BUS actual"], "an investigation"),
    # -- REJECT
    ("Eritrea rejected the ruling on Tuesday.", ["REJECT - ERI> actual 2024-05-14"], "a ruling rejected"),
    ("Iran will not hold talks with Israel.", ["REJECT meet IRN>ISR actual", "CONSULT - ISR+IRN= denied"], "refused with `will not`"),
    ("Kenya called off talks with Somalia on Monday.", ["REJECT meet KEN>SOM actual 2024-05-13", "CONSULT - KEN+SOM= denied 2024-05-13"], "talks called off"),
    ("Iceland broke off the talks with Norway in 2013.", ["REJECT meet ISL>NOR background 2013", "CONSULT - ISL+NOR= background 2013"],
     "the date behind the talks is the date of breaking them off"),
    ("Russia vetoed a UN resolution.", ["REJECT yield RUS>UN actual"], "a veto"),
    ("Poland refused to extradite the banker to Peru.", ["REJECT assist POL>PER actual"], "refused what would be friendly"),
    ("Ankara turned down the Swedish request.", ["REJECT - TUR>SWE actual"], "a capital that acts stands for its government"),
    # -- THREATEN
    ("Iran threatened to attack the port.", ["THREATEN violence IRN> actual"], "a threat; the deed is not told as done"),
    ("Russia threatened Finland with retaliation.", ["THREATEN violence RUS>FIN actual"], "with what"),
    ("Nicaragua warned that it could shut its embassy in Ottawa.", ["THREATEN relations NIC>CAN actual"], "a warning, the other in what is threatened"),
    ("China imposed sanctions on two American firms and warned Taiwan of consequences.", ["SANCTION discontinue CHN>USA.BUS actual", "THREATEN - CHN>TWN actual"],
     "two acts coordinated, each with its own recipient"),
    # -- PROTEST
    ("Thousands of Peruvians demonstrated against the government on Monday.", ["PROTEST demo PER.CVL>PER actual 2024-05-13"], "a demonstration, domestic"),
    ("Nurses in Ghana went on strike on Monday.", ["PROTEST strike GHA.CVL> actual 2024-05-13"], "a strike begun"),
    ("Nurses in Ghana were in the second week of a strike over pay.", ["PROTEST strike GHA.CVL> actual"], "a strike one is in"),
    ("Prisoners in Egypt were on hunger strike.", ["PROTEST hunger EGY.CVL> actual"], "and a hunger strike"),
    ("Rwanda demonstrated its commitment to peace.", [], "to demonstrate something is no protest"),
    ("Chilean farmers blocked the highway near Arica on Tuesday.", ["PROTEST obstruct CHL.CVL> actual 2024-05-14"], "a road blocked"),
    ("Students in Kenya boycotted the election.", ["PROTEST boycott KEN.CVL> actual"], "a boycott"),
    # -- SANCTION
    ("Poland expelled four Russian diplomats on Tuesday.", ["SANCTION expel POL>RUS actual 2024-05-14"], "diplomats expelled"),
    ("Four Russian diplomats were expelled by Poland.", ["SANCTION expel POL>RUS actual"], "in the passive"),
    ("Algeria broke off relations with Morocco in August 2021.", ["SANCTION discontinue DZA>MAR background 2021-08"], "relations broken off, long ago"),
    ("Chile recalled its ambassador from Venezuela.", ["SANCTION withdraw CHL>VEN actual"], "an ambassador recalled"),
    ("Zambia suspended its participation in a protocol with Zimbabwe.", ["SANCTION withdraw ZMB>ZWE actual"], "the other party inside the object"),
    ("Burundi announced its withdrawal from the treaty.", ["SANCTION withdraw BDI> actual"], "leaving a treaty is no concession"),
    ("A court in Tunisia sentenced a Libyan journalist.", ["SANCTION convict TUN.JUD>LBY.CVL actual"], "a court convicts"),
    # -- MOBILIZE
    ("Chad moved an armoured battalion to its border with Sudan on Monday.", ["MOBILIZE troops TCD>SDN actual 2024-05-13"], "troops moved"),
    ("North Korea fired a missile into the sea on Monday.", ["MOBILIZE weapons PRK> actual 2024-05-13"], "a missile into the sea hits nobody"),
    ("Kenya deployed police to the capital.", ["MOBILIZE police KEN> actual"], "police, at home"),
    ("Norway bolstered global health security.", [], "not every security is force"),
    # -- COERCE
    ("Police in Uganda arrested two journalists on Tuesday.", ["COERCE arrest UGA.COP>UGA.CVL actual 2024-05-14"], "an arrest, domestic"),
    ("Two journalists were arrested by Ugandan police.", ["COERCE arrest UGA.COP>UGA.CVL actual"], "in the passive"),
    ("Iran seized a Greek tanker on Monday.", ["COERCE seize IRN>GRC actual 2024-05-13"], "a ship seized"),
    ("Azerbaijan closed its border with Armenia.", ["COERCE restrict AZE>ARM actual"], "a border closed"),
    ("Mali's government banned all demonstrations.", ["COERCE restrict MLI> actual"], "a ban at home"),
    ("Russian hackers hacked the Estonian parliament's network.", ["COERCE cyber RUS>EST actual"], "a cyber attack"),
    ("Malaysia deported forty Burmese migrants.", ["COERCE deport MYS>MMR.CVL actual"], "a deportation"),
    # -- ASSAULT
    ("Ethiopian troops attacked an Eritrean post on Monday.", ["ASSAULT - ETH.MIL>ERI actual 2024-05-13"], "an attack"),
    ("Russian missiles struck a Ukrainian hospital.", ["ASSAULT heavy-weapons RUS>UKR actual"], "a weapon acts for its owner"),
    ("Nigerian jets bombed a camp of Boko Haram on Monday.", ["ASSAULT aerial NGA.MIL>boko-haram actual 2024-05-13"], "from the air"),
    ("Indian and Chinese soldiers clashed in 2020.", ["ASSAULT - IND.MIL+CHN.MIL= background 2020"], "both sides of a fight act"),
    ("Two Kenyan soldiers were shot dead in Somalia on Monday.", ["ASSAULT firearms >KEN.MIL actual 2024-05-13"], "by whom is not known"),
    ("Two Kenyan soldiers were killed when their helicopter crashed.", [], "a crash is nobody's deed"),
    ("A Kenyan helicopter crashed in Somalia, killing two soldiers.", [], "nor is what it does"),
    ("An earthquake killed ten people in Nepal.", [], "nor an earthquake"),
    ("Norway and Iceland fight corruption.", [], "a fight with a thing is no fight"),
    ("Syrian rebels and the army exchanged fire near Homs.", ["ASSAULT firearms SYR.REB+SYR.MIL= actual"], "fire exchanged"),
    # -- status: what was not, may be, is to be
    ("Russia denied that its troops had attacked the village in Georgia.", ["ASSAULT - RUS.MIL>GEO denied"], "a deed denied"),
    ("Iran did not release the prisoners.", ["RETREAT release IRN> denied"], "a deed not done"),
    ("Chad may send troops to Sudan.", ["MOBILIZE troops TCD>SDN possible"], "a deed that may be"),
    ("Kenya will keep the border shut until Somalia frees the drivers.", [], "what is waited for is promised by nobody"),
    ("The treaty will take effect once Peru and Chile have ratified it.", ["AGREE - PER+CHL= planned"], "nor is a step to come"),
    ("Ghana wants Togo to open its embassy in Accra.", [], "what is wished of another is no event"),
    ("If Norway refused to pay, Iceland would leave the talks.", ["REJECT assist NOR> possible"], "a condition is possible"),
    ("Norway is considering sending tanks to Ukraine.", ["AGREE - NOR>UKR possible"], "help weighed"),
    ("Norway discussed its cooperation with Iceland.", [], "what is talked of is not done"),
    ("Chile and Peru discussed how they can cooperate.", [], "nor in an indirect question"),
    ("Japan is pleased to announce a grant of 5 million dollars to Fiji.", ["AGREE - JPN>FJI actual"], "who is pleased to announce announces"),
    # -- reports, voices, quotations
    ("Kenya said Somali militants had attacked its post on Monday.", ["ASSAULT - SOM.REB>KEN actual 2024-05-13"], "the past of a report is news"),
    ("Police in Kenya said two Ugandan officials were detained on Monday.", [], "by whom is not said"),
    ("\"We condemn the attack on our embassy,\" Danish Foreign Minister Lars Holm said.", ["ACCUSE disapprove DNK> actual", "ASSAULT - >DNK actual"], "`we` is who speaks"),
    ("According to Kenya, Somalia closed the border on Tuesday.", ["COERCE restrict SOM>KEN actual 2024-05-14"], "a source is not the actor"),
    # -- dates
    ("Norway and Kenya adopted an action plan for 2025-2027 on Tuesday.", ["SUPPORT - NOR+KEN= actual 2024-05-14"], "the span of a plan is not its day"),
    ("Kenya and Uganda signed a treaty that replaces one they concluded in 1998.", ["SUPPORT - KEN+UGA= actual"],
     "the date of a clause about another treaty stays there"),
    ("In a statement on Tuesday, Norway condemned Russia.", ["ACCUSE disapprove NOR>RUS actual 2024-05-14"], "the day of the statement"),
    ("Two days after Chad closed its embassy in Niamey on Monday, Niger expelled its ambassador.",
     ["SANCTION withdraw TCD>NER actual 2024-05-13", "SANCTION expel NER>TCD actual 2024-05-15"], "so many days after another act"),
    ("Norway condemned Russia's attack of 2 February.", ["ACCUSE disapprove NOR>RUS actual"],
     "the day of the act is not that of the words"),
    ("Kenyan Foreign Minister Ada Holm met Ugandan Foreign Minister Kofi Asare in Accra on Tuesday. "
     "During the meeting, Uganda handed over two ambulances to Kenya.",
     ["CONSULT - KEN+UGA= actual 2024-05-14", "AID - UGA>KEN actual 2024-05-14"], "what is done at a meeting has its day"),
    ("Kenyan President Ben Otieno and Ugandan President Joseph Okello met in Kampala on Tuesday. They urged Rwanda to free the men.",
     ["CONSULT - KEN+UGA= actual 2024-05-14", "REQUEST yield KEN+UGA>RWA actual 2024-05-14"], "what all sides of a meeting say together has its day"),
    ("Norway on Monday denied the claim of Iceland. The Norwegian statement ruled out talks with Reykjavik.",
     ["REJECT - NOR>ISL actual 2024-05-13", "REJECT meet NOR>ISL actual 2024-05-13", "CONSULT - NOR+ISL= denied"], "a statement has the day of its party's word"),
    # -- who
    ("The European Commission offered Moldova a loan.", ["AGREE - EU>MDA actual"], "an organ acts for its union"),
    ("The EU and Norway fell out over fish. If Brussels refused to yield, Oslo would leave.", ["REJECT yield EU> possible"],
     "a union's seat, where the union is named"),
    ("Some 300 Nepali workers marched in Doha. Relatives of the workers demonstrated outside the Qatari embassy.",
     ["PROTEST demo NPL.CVL> actual", "PROTEST demo NPL.CVL>QAT actual"], "workers named before, and their relatives"),
    ("A Norwegian aircraft brought medicine to Gaza.", ["AID - NOR> actual"], "help brought by an aircraft of its owner"),
    ("Gunmen in Benin opened fire on an army post on Sunday. Togo condemned the attack.",
     ["ASSAULT firearms BEN.REB> actual 2024-05-12", "ACCUSE disapprove TGO>BEN.REB actual"], "who did the attack that is taken up"),
    ("Three Japanese engineers detained by China were released on Monday.",
     ["COERCE arrest CHN>JPN actual", "RETREAT release CHN>JPN actual 2024-05-13"], "released by who held them"),
    ("Gunmen killed three Kenyan soldiers in Somalia on Monday.", ["ASSAULT firearms SOM.REB>KEN.MIL actual 2024-05-13"],
     "unnamed gunmen are of the state they act in"),
    ("Iran protested against the Saudi decision on Tuesday.", ["ACCUSE disapprove IRN>SAU actual 2024-05-14"], "a state protests in words"),
    ("Iran protested to Pakistan over the raid.", ["ACCUSE disapprove IRN>PAK actual"], "to whom it protests"),
    ("The United States condemns the attack on Israel. The United States stands with Israel. We urge Lebanon to prevent such attacks.",
     ["ACCUSE disapprove USA> actual", "ASSAULT - >ISR actual", "SUPPORT - USA>ISR actual", "REQUEST - USA>LBN actual"],
     "`we` in a text of one's own is who acts in it"),
    ("Norway released 300 million dollars in assistance.", [], "money released is no prisoner"),
    ("Norway condemned the murder of a Russian journalist.", ["ACCUSE disapprove NOR> actual", "ASSAULT - >RUS.CVL actual"],
     "the victim of what is condemned is not to blame"),
    ("Kenya urged developed countries to share the cost.", ["REQUEST - KEN> actual"], "those asked are only described"),
    ("Kenyan farmers blocked the motorway on Monday.", ["PROTEST obstruct KEN.CVL> actual 2024-05-13"], "farmers on a road"),
    ("Norway said it would not abolish the toll.", ["REJECT - NOR> actual"], "what one says one will not do is refused"),
    ("Norway called the Kenyan step hostile.", ["ACCUSE disapprove NOR>KEN actual"], "a judgement in a word"),
    ("Norway and Kenya exchanged notes on the port.", ["SUPPORT - NOR+KEN= actual"], "notes exchanged"),
    ("Norway praised the example set by Kenya.", ["SUPPORT - NOR>KEN actual"], "what is praised was done by somebody"),
    # -- one row for one event
    ("Two bombings in Mogadishu, Somalia, killed 38 people. Al-Shabaab claimed responsibility for the attacks.",
     ["ASSAULT - Al-Shabaab>SOM actual"], "who claims an attack told before did it"),
    ("Al-Shabaab claimed responsibility for the attack on a Kenyan base.", ["ASSAULT - Al-Shabaab>KEN actual"], "or one only told so"),
    ("Kenya and Uganda agreed to share the water of the lake. The consensus was reached at talks in Nairobi on Monday.",
     ["AGREE - KEN+UGA= actual 2024-05-13"], "the consensus is what was agreed, and gives its day"),
    ("The understanding between Kenya and Uganda was reached in Nairobi on Monday.", ["AGREE - KEN+UGA= actual 2024-05-13"],
     "an understanding with its parties"),
    ("Ethiopian troops attacked an Eritrean post on Monday, killing four soldiers.", ["ASSAULT - ETH.MIL>ERI actual 2024-05-13"],
     "the result of an attack is the attack"),
    ("Kenya launched an attack on Somalia on Monday.", ["ASSAULT - KEN>SOM actual 2024-05-13"], "noun and light verb are one"),
    ("Norway stressed its commitment to working with Kenya.", ["AGREE - NOR+KEN= planned"], "a promise is not coded with what it promises"),
    # -- words said on getting in touch, in the name of a body, behind a reported clause
    ("The Kenyan president telephoned his Ugandan counterpart on Monday to congratulate him on his victory.",
     ["CONSULT phone KEN+UGA= actual 2024-05-13", "SUPPORT - KEN>UGA actual 2024-05-13"], "said when one had phoned"),
    ("Norway's foreign minister called her Danish colleague to express her sympathy over the ferry fire.",
     ["CONSULT phone NOR+DNK= actual", "SUPPORT - NOR>DNK actual"], "to whoever one called"),
    ("Kenya's minister wrote to Uganda to ask for help with locusts.", ["REQUEST assist KEN>UGA actual"], "asked in a letter"),
    ("Japan summoned the Chinese ambassador to demand an explanation.",
     ["ACCUSE disapprove JPN>CHN actual", "REQUEST - JPN>CHN actual"], "who summons demands"),
    ("Omani Foreign Minister Ali Saif will call on Qatari President Hamad Noor on Monday.", ["AGREE - OMN>QAT planned 2024-05-20"],
     "a call paid asks for nothing"),
    ("Polish Foreign Minister Jan Nowak said Russia's raids on hospitals were a crime and urged the UN Security Council to act.",
     ["ACCUSE allege POL>RUS actual", "REQUEST - POL>UNSC actual"], "no raid urges anybody"),
    ("Kenyan Foreign Minister Ada Holm said Uganda had broken its word and called on it to explain itself.",
     ["REQUEST - KEN>UGA actual"], "nobody calls on himself"),
    ("Chile's government said the ruling was unfair and thanked Peru for its support.", ["SUPPORT - CHL>PER actual"], "no ruling thanks"),
    ("Officials of the European Union met in Brussels. The bloc criticised Serbia on Wednesday.",
     ["ACCUSE disapprove EU>SRB actual 2024-05-15"], "the body named last"),
    ("Officials of the African Union gathered on Monday. Leaders commended Ghana for its hospitality.", ["SUPPORT - AU>GHA actual"], "leaders without a determiner are the body's"),
    ("Brazil sought Portugal's help in training pilots.", ["REQUEST assist BRA>PRT actual"], "of whom help is sought"),
    ("Peru asked that Chile release the trawler.", ["REQUEST yield PER>CHL actual"], "asked in a clause"),
    ("The African Union urged restraint.", ["REQUEST - AU> actual"], "nobody named is urged"),
    ("Malta and Tunisia signed a letter of intent on ferry links.", ["SUPPORT - MLT+TUN= actual"], "a letter of intent"),
    ("Ireland described Canada as a trusted friend.", ["SUPPORT - IRL>CAN actual"], "praise by a noun"),
    ("Norway said it would provide 300 million kroner in aid for Sudan.", ["AGREE - NOR>SDN planned"], "any currency is money"),
    ("The fires in Uganda, to which Kenya has sent two helicopters, are out.", ["AID - KEN>UGA actual"], "what `which` stands for"),
    ("The floods in Malawi, to which Norway sent doctors, killed ten.", ["AID - NOR>MWI actual"], "the same with persons sent"),
    ("The African Union, from which Morocco withdrew in 1984, met.", ["SANCTION withdraw MAR>AU background 1984"], "a body left"),
    ("Mali froze its participation in the regional force.", ["SANCTION withdraw MLI> actual"], "part no longer taken"),
    ("El Salvador severs diplomatic relations with Taiwan.", ["SANCTION withdraw SLV>TWN actual"], "a verb tagged as a noun"),
    ("Peru condemned the destruction of the museum.", ["ACCUSE disapprove PER> actual"], "a deed told by a noun, by nobody named"),
    ("Chile opposed the opening of the seabed to mining.", ["ACCUSE disapprove CHL> actual"], "the same of an opening"),
    ("Kenya phoned Uganda to thank it and to ask for its help.",
     ["CONSULT phone KEN+UGA= actual", "SUPPORT - KEN>UGA actual", "REQUEST assist KEN>UGA actual"], "two things said in one call"),
    ("Mali said the strikes had failed and accused Algeria of meddling.", ["ACCUSE allege MLI>DZA actual"], "no strike accuses"),
]  # fmt: skip


def line(event: Event) -> str:
    sides = f"{'+'.join(event.actors)}{'=' if event.reciprocal else '>'}{'+'.join(event.recipients)}"
    date = event.date.edtf if event.date else ""
    return f"{event.event_type} {event.mode or '-'} {sides} {event.status} {date}".strip()


@cache
def readings() -> dict[str, list[str]]:
    documents = [
        Document(id=f"t{number}", source="text", language="en", text=text, published=PUBLISHED)
        for number, (text, _, _) in enumerate(CASES)
    ]
    return {r.document.id: sorted(line(event) for event in r.events) for r in read_documents(documents)}


# Rows that are not yet read as they should be, and why.
OPEN = {
    "no raid urges anybody": "the coder takes the accusation and gives up the demand behind it",
    "the date behind the talks is the date of breaking them off": "talks that are broken off are not told as held",
}


@pytest.mark.parametrize(
    ("number", "expected"), [(n, e) for n, (_, e, _) in enumerate(CASES)], ids=[c[2] for c in CASES]
)
def test_events_are_as_in_the_table(number: int, expected: list[str], request: pytest.FixtureRequest) -> None:
    if reason := OPEN.get(CASES[number][2]):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    assert readings()[f"t{number}"] == sorted(expected)


def test_the_table_has_every_type() -> None:
    assert len(CASES) >= 120
    assert len({row.split()[0] for _, expected, _ in CASES for row in expected}) == 16
