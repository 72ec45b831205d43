namespace Gateway.Simulators.People;

/// <summary>The medicines that these people take.</summary>
internal static class Medicines
{
    public static Medicine Sertraline { get; } =
        new("Sertraline 50mg tablets", "39704111000001102", "Sertraline", "one tablet", "two tablets", "once a day", "by mouth", "tablet") { IsForMind = true };

    public static Medicine Diazepam { get; } =
        new("Diazepam 2mg tablets", "42128111000001101", "Diazepam", "one tablet", "two tablets", "three times a day", "by mouth", "tablet") { IsForMind = true };

    public static Medicine Methadone { get; } =
        new("Methadone 1mg/ml oral solution", null, "Methadone", "40 ml", "60 ml", "once a day, supervised", "by mouth", "ml") { Amount = 40 };

    public static Medicine Salbutamol { get; } =
        new("Salbutamol 100micrograms/dose inhaler CFC free", "39113611000001102", "Blue inhaler", "two puffs", "one puff", "when needed", "inhaled", "puff") { Amount = 2 };

    public static IReadOnlyList<Medicine> All { get; } =
    [
        Sertraline,
        Diazepam,
        Methadone,
        Salbutamol,
        new("Citalopram 20mg tablets", "321987003", "Citalopram", "one tablet", "two tablets", "once a day", "by mouth", "tablet") { IsForMind = true },
        new("Fluoxetine 20mg capsules", "321949006", "Fluoxetine", "one capsule", "two capsules", "in the morning", "by mouth", "capsule") { IsForMind = true },
        new("Mirtazapine 15mg tablets", null, "Mirtazapine", "one tablet", "two tablets", "at night", "by mouth", "tablet") { IsForMind = true },
        new("Olanzapine 10mg tablets", null, "Olanzapine", "one tablet", "two tablets", "at night", "by mouth", "tablet") { IsForMind = true },
        new("Quetiapine 100mg tablets", null, "Quetiapine", "one tablet", "three tablets", "twice a day", "by mouth", "tablet") { IsForMind = true },
        new("Amitriptyline 10mg tablets", "321745007", "Amitriptyline", "one tablet", "two tablets", "at night", "by mouth", "tablet"),
        new("Zopiclone 3.75mg tablets", "321177003", "Sleeping tablets", "one tablet", "two tablets", "at night", "by mouth", "tablet") { IsForMind = true },
        new("Pregabalin 75mg tablets", "38020211000001109", "Pregabalin", "one tablet", "two tablets", "twice a day", "by mouth", "tablet"),
        new("Propranolol 10mg tablets", "318352004", "Propranolol", "one tablet", "two tablets", "three times a day", "by mouth", "tablet"),
        new("Levothyroxine sodium 100microgram tablets", "39697911000001101", "Thyroxine", "one tablet", "two tablets", "in the morning", "by mouth", "tablet"),
        new("Metformin 500mg tablets", "42084911000001109", "Metformin", "one tablet", "two tablets", "twice a day with food", "by mouth", "tablet"),
        new("Amlodipine 10mg tablets", "39731911000001109", "Amlodipine", "one tablet", "half a tablet", "once a day", "by mouth", "tablet"),
        new("Atorvastatin 20mg tablets", "320030001", "Statin", "one tablet", "two tablets", "at night", "by mouth", "tablet"),
        new("Omeprazole 20mg gastro-resistant capsules", "317291008", "Omeprazole", "one capsule", "two capsules", "once a day", "by mouth", "capsule"),
        new("Paracetamol 500mg tablets", "42109611000001109", "Paracetamol", "two tablets", "one tablet", "up to four times a day", "by mouth", "tablet") { Amount = 2 },
        new("Ibuprofen 400mg tablets", "42104911000001104", "Ibuprofen", "one tablet", "two tablets", "up to three times a day", "by mouth", "tablet"),
        new("Codeine 30mg tablets", "322503009", "Codeine", "one tablet", "two tablets", "up to four times a day", "by mouth", "tablet"),
        new("Thiamine 100mg tablets", null, "Thiamine", "one tablet", "two tablets", "twice a day", "by mouth", "tablet"),
    ];
}
