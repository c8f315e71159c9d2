"""Made-up customers: names of firms, of people in them, and what they say."""

FIRST = [
    "Kestrel", "Blue Door", "Old Mill", "Harbour", "Juniper", "Stone Lane", "Four Acres", "Copper Pot", "Meadow",
    "North Quay", "Salt & Rye", "Larkfield", "Green Gate", "Tallow", "Bramble", "Seven Hives", "Long Barn", "Rook",
    "Applecross", "Fieldfare", "Saffron Walk", "Lantern", "Oakhurst", "Pebble", "Quince", "Red Kite", "Silver Birch",
    "Thistle", "Upland", "Vine Street", "Weir", "Yarrow", "Ashdown", "Barley Row", "Clover", "Dovecote",
]  # fmt: skip
LAST = [
    "Foods",
    "Bakery",
    "Dairy",
    "Preserves",
    "Kitchens",
    "Coffee",
    "Brewing",
    "Farm Shop",
    "Pantry",
    "Provisions",
]
GIVEN = [
    "Marta", "Piet", "Samira", "Lotte", "Rui", "Hanna", "Daniel", "Tom", "Priya", "Sofia", "Marek", "Ines", "Noah",
    "Aisha", "Lars", "Greta", "Luca", "Nadia", "Peter", "Yuki", "Clara", "Omar", "Freya", "Ivan", "Mila", "George",
    "Chloe", "Arjun", "Rosa", "Felix", "Leila", "Hugh", "Tess", "Milan", "Joan", "Karim",
]  # fmt: skip
FAMILY = [
    "Novak", "de Vries", "Aziz", "Jansen", "Tavares", "Berg", "Roth", "Healy", "Nair", "Rossi", "Kowal", "Costa",
    "Lindt", "Rahman", "Olsen", "Braun", "Moretti", "Haddou", "Shaw", "Tanaka", "Duval", "Farouk", "Hart", "Petrov",
    "Horvat", "Baker", "Wood", "Mehta", "Alonso", "Klein", "Amiri", "Doyle", "Ford", "Simic", "Murray", "Saleh",
]  # fmt: skip
TITLES = ["Owner", "Head of buying", "Operations manager", "Production lead", "Managing director", "Buyer"]
INDUSTRIES = ["Bakery", "Dairy", "Drinks", "Preserves", "Ready meals", "Farm shop"]
PRODUCTS = ["Trays", "Glass jars", "Labels", "Cartons", "Compostable bowls"]
NOTES = {
    "no_answer": ["", "", "", "Rang out", "Try after four"],
    "busy": ["", "In production until noon"],
    "voicemail": ["Left name and number", "Said why I rang, in one sentence", ""],
    "gatekeeper": ["Passed the message on to the buyer", "Buyer is in on Tuesdays"],
    "call_later": ["Asked for a call after the harvest", "In a meeting, wants five minutes tomorrow"],
    "send_information": ["Wants prices of 500 and 2,000", "Asked for two samples of the glass jar"],
    "meeting_booked": ["Shows us the line, wants to see cartons", "Both of them join, half an hour"],
    "not_interested": ["Signed for a year with someone else", "No plans before spring"],
    "referred": ["Speak to the new head of buying", "Their sister firm has the same trouble"],
}
