using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>Medicines that healthcare gave in custody, or did not.</summary>
internal static class MedicationRecords
{
    private static readonly string[] s_notGiven = ["refused", "withheld", "not-available", "part-given"];

    public static IEnumerable<CaseRecord> Of(Contact contact, Draw draw)
    {
        if (contact.Stay is not { } stay || contact.Team != "custody-healthcare")
            return [];
        return stay.Medicines.Where(m => m.Status == "current").Take(4).Select((declared, i) =>
        {
            var medicine = Medicines.All.First(m => m.Code == declared.Code || m.Word == declared.Name || m.Name == declared.Name);
            var status = Cast.Is(contact.Person) || draw.Chance(80) ? "given" : draw.Of(s_notGiven);
            var isTaken = status is "given" or "part-given";
            var at = contact.EndedAt.AddMinutes(10 + (i * 3));
            return CaseSeed.Record(CaseKind.MedicationsGiven, $"M-{contact.Key}{i}", at, new
            {
                personId = contact.PersonId,
                episodeId = contact.EpisodeId,
                prescriptionId = $"RX-{contact.Key}{i}",
                dmdCode = medicine.Code,
                medicine = medicine.Name,
                status,
                reason = Reason(status),
                givenAt = BritishTime.Text(at),
                givenBy = contact.Worker,
                doseValue = isTaken ? medicine.Amount : (decimal?)null,
                doseUnit = isTaken ? medicine.Unit : null,
                doseText = medicine.Dose,
                route = !isTaken ? null : medicine.Route == "inhaled" ? "inhalation" : "oral",
                note = draw.Chance(30) ? "With water" : null,
            });
        });
    }

    private static string? Reason(string status) => status switch
    {
        "refused" => "Says that it makes them sick",
        "withheld" => "Too drowsy",
        "not-available" => "None in the cupboard",
        "part-given" => "Spat out the rest",
        _ => null,
    };
}
