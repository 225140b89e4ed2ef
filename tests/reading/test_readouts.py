"""Readouts as governments write them, without their titles: who met whom, by name and office, and how.

A row is the outlet or address, the text, and `PARTIES | surname, … | office kind, … | mode`; the office kinds are those of
the side that is not the issuer's. All names are invented.
"""

from functools import cache

import pytest

from communique.intake import from_text
from communique.reading.reader import read_documents
from communique.schema import Reading

STATE = "https://www.state.gov/readout"
CASES: list[tuple[str, str, str, str]] = [
    (STATE, "The below is attributable to Spokesperson Karl Otto:\n\nSecretary of State Lena Ford spoke today with Republic of Malta (ROM) "
     "Foreign Minister Nicola Vassallo.  Secretary Ford and Foreign Minister Vassallo reaffirmed the U.S.-ROM relationship.",
     "MLT USA | Vassallo | foreign_minister | phone", "a short form in brackets before the title"),
    (STATE, "Deputy Secretary of State Lena Ford met with Bolivian Transitional Council Foreign Relations Commissioner Raul Quispe today in Washington, D.C.  "
     "Deputy Secretary Ford and Commissioner Quispe emphasized the need for negotiations.",
     "BOL USA | Quispe | minister | in_person", "a body and a field between state and title"),
    (STATE, "Secretary of State Lena Ford spoke with Yemeni Supreme Committee for Dialogue Chairman Hamid Hamid today to reiterate "
     "the U.S. commitment to a just settlement.", "USA YEM | Hamid | other | phone", "a committee with `for` in its name"),
    (STATE, "Deputy Secretary of State Lena Ford met today in Amman with Deputy Foreign Minister Sheikh Tariq Al Masri to discuss advancing peace "
     "in the region and bolstering the U.S.-Jordan bilateral relationship.", "JOR USA | Masri | deputy_minister | in_person",
     "whom one meets in a capital is of its state"),
    (STATE, "Secretary of State Lena Ford met today in Manama with His Majesty the King of Bahrain Sheikh Faisal Al-Ahmad Al-Jaber Al-Nasser, "
     "His Highness the Crown Prince Sheikh Omar Al-Ahmad Al-Nasser, Prime Minister Sheikh Salem Al-Khaled Al-Nasser, and Foreign Minister "
     "Dr. Yusuf Nasser Al-Nasser to discuss security and other issues important to the relationship.",
     "BHR USA | Nasser | head_of_state, head_of_government, foreign_minister | in_person", "a court, one after the other"),
    (STATE, "Secretary of State Lena Ford met today in Washington D.C. with Omani Deputy Prime Minister and Minister of Foreign Affairs Salim bin "
     "Hamad Al-Busaidi to discuss regional issues, Oman’s generous pledge of assistance to the Lebanese Armed Forces, its $10 million "
     "contribution to Yemen, and support for peace negotiations.", "OMN USA | Al-Busaidi | foreign_minister | in_person",
     "a long list of topics behind the name"),
    (STATE, "Secretary of State Lena Ford spoke with Israeli Foreign Minister and Alternate Prime Minister Dan Regev today. Secretary Ford and FM "
     "Regev discussed the attack on a ship.", "ISR USA | Regev | foreign_minister | phone", "an alternate office and an abbreviated one"),
    ("Government of the United Kingdom", "The Foreign Secretary Anne Hale spoke to the Indian External Affairs Minister, Arun Rao, today. They discussed trade and "
     "the situation in the Red Sea.", "GBR IND | Rao | foreign_minister | phone", "British"),
    ("Government of the United Kingdom", "The Prime Minister spoke to the President of Ukraine, Taras Koval, this morning. The Prime Minister said that the UK "
     "would stand with Ukraine.", "GBR UKR | Koval | head_of_state | phone", "Downing Street, the own side by office alone"),
    ("Government of the United Kingdom", "The Prime Minister met the Prime Minister of the Netherlands, Piet van der Velde, at Downing Street today.",
     "GBR NLD | van der Velde | head_of_government | in_person", "a meeting at the seat"),
    ("Government of Canada", "Today, the Minister of Foreign Affairs, Marie Tremblay, spoke with Kenji Arai, Japan’s Minister for Foreign Affairs.\n\n"
     "The ministers discussed the Indo-Pacific.", "CAN JPN | Arai | foreign_minister | phone", "Canadian"),
    ("Government of Canada", "Today, Prime Minister Jean Roy met with the Chancellor of Germany, Karl Brandt, on the margins of the G7 Summit in Hiroshima.",
     "CAN DEU | Brandt | head_of_government | in_person", "on the margins"),
    ("Ministry of Foreign Affairs of Japan", "On June 3, commencing at 5:30 p.m. for approximately 30 minutes, Mr. ARAI Kenji, Minister for Foreign Affairs of Japan, held a "
     "telephone talk with the Hon. Marie Tremblay, Minister of Foreign Affairs of Canada. The overview of the talk is as follows.",
     "CAN JPN | Tremblay | foreign_minister | phone", "Japanese, the family name first and in capitals"),
    ("Ministry of Foreign Affairs of Japan", "On June 4, Mr. ARAI Kenji, Minister for Foreign Affairs of Japan, paid a courtesy call on H.E. Mr. Omar Keita, President of the "
     "Republic of Senegal. The overview is as follows.", "JPN SEN | Keita | head_of_state | in_person", "a courtesy call"),
    ("Ministry of Foreign Affairs of Japan", "On June 4, Mr. ARAI Kenji, Minister for Foreign Affairs of Japan, who is visiting Paris, held a foreign ministers' meeting with "
     "H.E. Mr. Paul Morel, Minister for Europe and Foreign Affairs of the French Republic. The overview is as follows.",
     "FRA JPN | Morel | foreign_minister | in_person", "a meeting by its format"),
    ("Ministry of External Affairs, India", "External Affairs Minister Dr. Arun Rao held a telephonic conversation with the Foreign Minister of Iran, Dr. Hossein Karimi, "
     "today. They discussed the Chabahar port.", "IND IRN | Karimi | foreign_minister | phone", "Indian"),
    ("Ministry of External Affairs, India", "Prime Minister Shri Arun Rao had a telephone conversation today with His Excellency Omar Keita, President of the United Arab Emirates.",
     "ARE IND | Keita | head_of_state | phone", "a style before the name and the office behind it"),
    ("Minister for Foreign Affairs, Australia", "Foreign Minister Grace Wu met with New Zealand Foreign Minister Hemi Parata in Canberra today for the annual consultations.",
     "AUS NZL | Parata | foreign_minister | in_person", "Australian"),
    ("Ministry of Foreign Affairs of the People's Republic of China", "On June 3, Member of the Political Bureau and Foreign Minister Li Hua had a phone call with Brazilian Foreign Minister Luiz da Costa.",
     "BRA CHN | da Costa | foreign_minister | phone", "Chinese"),
    ("Ministry of Foreign Affairs of the Russian Federation", "On June 2, Foreign Minister Sergei Orlov had a telephone conversation with Minister of Foreign Affairs of the Republic of "
     "Türkiye Kemal Aydın at the latter’s initiative.", "RUS TUR | Aydın | foreign_minister | phone", "Russian, the name behind title and state"),
    ("Ministry of Foreign Affairs of the Russian Federation", "On June 4, Deputy Foreign Minister Sergei Orlov received Ambassador of Egypt to Russia Hala Nour at her request.",
     "EGY RUS | Nour | ambassador | in_person", "an ambassador received"),
    ("European External Action Service", "High Representative Marta Kos spoke by phone today with the Foreign Minister of Iran, Hossein Karimi.",
     "EU IRN | Karimi | foreign_minister | phone", "the Union's own"),
    ("Ministry of Foreign Affairs, Republic of Korea", "Minister of Foreign Affairs Han Seo-jun held a video conference with Vietnamese Foreign Minister Le Van Binh on the afternoon of June 4.",
     "KOR VNM | Le Van Binh | foreign_minister | online", "by video"),
    ("Federal Foreign Office", "BERLIN - Foreign Minister Greta Lang received her Kenyan counterpart, Ada Holm, in Berlin today.",
     "DEU KEN | Holm | foreign_minister | in_person", "German, a counterpart"),
    ("Élysée", "The President of the French Republic, Luc Petit, spoke by telephone on Monday with the Crown Prince of Saudi Arabia, Faris bin Nasser.",
     "FRA SAU | Faris bin Nasser | other | phone", "French, a crown prince"),
    ("https://www.whitehouse.gov/readout", "President John Reed spoke today with President Luis Vega of Colombia to discuss migration. The two leaders agreed to meet soon.",
     "COL USA | Vega | head_of_state | phone", "an agreement to meet is not the meeting"),
    ("https://www.whitehouse.gov/readout", "National Security Advisor John Reed met today with Korean National Security Advisor Han Seo-jun and Japanese National Security Advisor Kenji Arai in Seoul.",
     "JPN KOR USA | Arai, Han Seo-jun | national_security_adviser | in_person", "three of one office"),
    ("https://www.whitehouse.gov/readout", "Vice President Lena Ford met today with Prime Minister Sean Byrne of Ireland and congratulated him on St. Patrick’s Day.",
     "IRL USA | Byrne | head_of_government | in_person", "the state behind the name"),
    ("https://www.state.gov/readout", "Secretary of State Lena Ford met with United Nations Secretary-General Ana Costa in New York today.",
     "UN USA | Costa | secretary_general | in_person", "an organisation's head"),
    ("https://www.state.gov/readout", "Under Secretary for Political Affairs Lena Ford met with Kosovo President Arta Hoxha and Prime Minister Besim Leka in Pristina today.",
     "USA XKX | Hoxha, Leka | head_of_state, head_of_government | in_person", "two of one state, the second without it"),
    ("https://www.gov.uk/x", "The Foreign Secretary met Egyptian Foreign Minister Sherif Naggar in London today. They discussed the ceasefire.",
     "EGY GBR | Naggar | foreign_minister | in_person", "a government by the address alone"),
    ("https://www.foreignminister.gov.au/x", "Today I met with Fiji's Foreign Minister, Sitiveni Ratu, in Suva. We discussed climate and security.",
     "AUS FJI | Ratu | foreign_minister | in_person", "a minister's own release says `I`"),
    ("https://www.mofa.go.jp/x", "On June 3 (local time: June 2), TANABE Yuko, Minister for Foreign Affairs, who was visiting New York, held a meeting with Dr. Arun Rao, "
     "External Affairs Minister of India, for about 40 minutes.", "IND JPN | Rao | foreign_minister | in_person", "a name behind a bracket, its title without a state"),
    ("https://www.mea.gov.in/x", "External Affairs Minister (EAM) Dr. Arun Rao held talks with his Nepali counterpart Bishnu Thapa in New Delhi today.",
     "IND NPL | Thapa | foreign_minister | in_person", "a title with its abbreviation"),
    ("https://www.canada.ca/x", "Yesterday, the Honourable Marie Tremblay, Minister of Foreign Affairs, met with Hossam Naggar, Egypt's Minister of Foreign Affairs, in Cairo, Egypt.",
     "CAN EGY | Naggar | foreign_minister | in_person", "the Honourable before the name, the title behind it"),
    ("https://www.auswaertiges-amt.de/x", "Foreign Minister Greta Lang will today (5 June) travel to Nairobi, where she will meet President Daniel Otieno and her counterpart, "
     "Foreign Minister Jane Wanjiru.", "DEU KEN | Otieno, Wanjiru | head_of_state, foreign_minister | in_person", "whom one meets where one goes"),
    ("Saudi Press Agency", "Riyadh, June 04, 2024, SPA -- Minister of Foreign Affairs Prince Faris bin Nasser Al Saud received today at the ministry's headquarters in Riyadh "
     "Minister of Foreign Affairs of Oman Salim Al Busaidi.", "OMN SAU | Busaidi | foreign_minister | in_person", "a capital before a title is where, not whose"),
    ("https://www.state.gov/x", "Under Secretary of State for Political Affairs Lena Ford met with Armenian Security Council Secretary Armen Sarian in Yerevan.",
     "ARM USA | Sarian | national_security_adviser | in_person", "a state's own Security Council"),
    ("https://www.whitehouse.gov/x", "National Security Advisor John Reed spoke by phone today with Chief of Staff to the President of Ukraine Taras Koval.",
     "UKR USA | Koval | other | phone", "an office that serves another's holder"),
]  # fmt: skip


@cache
def _readings() -> dict[str, Reading]:
    documents = []
    for source, text, _, _ in CASES:
        url = source if source.startswith("http") else None
        document = from_text(text, published="2024-06-05T12:00:00+00:00", url=url)
        documents.append(document if url else document.model_copy(update={"outlet": source}))
    return {case[1]: reading for case, reading in zip(CASES, read_documents(documents), strict=True)}


@pytest.mark.parametrize(("source", "text", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_readout_says_who_met_whom(source: str, text: str, expected: str, why: str) -> None:
    parties, names, kinds, mode = (part.strip() for part in expected.split("|"))
    meetings = [m for m in _readings()[text].meetings if m.status in {"actual", "planned"}]
    meeting = next((m for m in meetings if m.format != "visit"), meetings[0])
    named = " ".join(attendee.name for attendee in meeting.attendees)
    offices = {attendee.office.kind for attendee in meeting.attendees if attendee.office}
    assert " ".join(sorted(meeting.parties)) == parties
    assert all(name in named for name in names.split(", ")), named
    assert set(kinds.split(", ")) <= offices
    assert meeting.mode == mode
