namespace Gateway.Simulators.People;

/// <summary>Names that occur, joined by chance to people who do not.</summary>
internal static class Names
{
    public static IReadOnlyList<string> Men { get; } =
    [
        "Thomas", "Daniel", "Michael", "Robert", "Anthony", "Christopher", "Joseph", "Samuel", "Benjamin", "Matthew", "Andrew", "Stephen", "Mohammed", "Tomasz",
        "Piotr", "Kwame", "Rajesh", "Imran", "Liam", "Connor", "Dale", "Terence", "Gareth", "Leon", "Marcus", "Tobias", "Wayne", "Kieran", "Nathaniel", "Vasile",
    ];

    public static IReadOnlyList<string> Women { get; } =
    [
        "Elizabeth", "Katherine", "Margaret", "Susan", "Rebecca", "Victoria", "Deborah", "Jennifer", "Samantha", "Christine", "Alexandra", "Grace", "Imogen", "Agnieszka",
        "Fatima", "Priya", "Chloe", "Kelly", "Shannon", "Tracey", "Amira", "Natasha", "Danielle", "Hannah", "Leanne", "Josephine", "Abigail", "Ioana",
    ];

    public static IReadOnlyList<string> Surnames { get; } =
    [
        "Hartnoll", "Okonjo", "Castellan", "Marlowe", "Brackley", "Thornbury", "Penhaligon", "Sallis", "Wexcombe", "Fairbairn", "Greaves", "Holloway", "Kowalczyk",
        "Adeyemi", "Chaudhry", "Pemberton", "Ravenscroft", "Stubbington", "Tillotson", "Underhay", "Vickerstaff", "Whitlock", "Yarwood", "Ashdown", "Bickerdike",
        "Cropthorne", "Dunmore", "Eastaugh", "Fothergill", "Garside", "Hebblethwaite", "Ingoldsby", "Jessop", "Kettlewell", "Lanyon", "Mossop", "Nethercott", "Oldroyd",
        "Popescu", "Quennell", "Rushbrooke", "Scholes", "Trevanion", "Uttley", "Venables", "Wardlaw", "Zielinski", "Birtwhistle", "Clutterbuck", "Drinkwater",
    ];

    /// <summary>What people with these names are called.</summary>
    public static IReadOnlyDictionary<string, string> Short { get; } = new (string Name, string Called)[]
    {
        ("Thomas", "Tom"), ("Daniel", "Danny"), ("Michael", "Mick"), ("Robert", "Bob"), ("Anthony", "Tony"), ("Christopher", "Chris"), ("Joseph", "Joe"),
        ("Samuel", "Sam"), ("Benjamin", "Ben"), ("Matthew", "Matt"), ("Andrew", "Andy"), ("Stephen", "Steve"), ("Mohammed", "Mo"), ("Tomasz", "Tomek"),
        ("Piotr", "Pete"), ("Rajesh", "Raj"), ("Terence", "Terry"), ("Tobias", "Toby"), ("Nathaniel", "Nat"), ("Elizabeth", "Liz"), ("Katherine", "Kate"),
        ("Margaret", "Maggie"), ("Susan", "Sue"), ("Rebecca", "Becky"), ("Victoria", "Vicky"), ("Deborah", "Debbie"), ("Jennifer", "Jenny"),
        ("Samantha", "Sam"), ("Christine", "Chris"), ("Alexandra", "Alex"), ("Agnieszka", "Aga"), ("Natasha", "Tash"), ("Danielle", "Dani"),
        ("Josephine", "Jo"), ("Abigail", "Abi"),
    }.ToDictionary(n => n.Name, n => n.Called);

    public static IReadOnlyList<string> Staff { get; } =
        ["Amira Qureshi", "Owen Fairweather", "Siobhan Keane", "Delroy Bent", "Hester Lyle", "Piotr Wolski", "Nia Prosser", "Gwen Attridge", "Callum Reith", "Rosa Mantell"];

    public static IReadOnlyList<string> Officers { get; } =
        ["Priya Raman", "Marcus Thorne", "Owen Castell", "Joanne Ferris", "Dev Malhotra", "Ruth Cawley", "Ian Stopford", "Bronwen Ellery"];
}
