using System.Globalization;
using System.Xml.Linq;
using Gateway.Simulators.Areas;
using Gateway.Simulators.People;
using Gateway.Simulators.Serving;

namespace Gateway.Simulators.Courts;

/// <summary>Writes what a court decided on a person as the criminal justice exchange delivers it: SPI results in a DeliverRequest.</summary>
internal sealed class CourtResult(Area area, int seed)
{
    private static readonly XNamespace s_deliver = "http://schemas.cjse.gov.uk/messages/deliver/2006-05";
    private static readonly XNamespace s_message = "http://schemas.cjse.gov.uk/messages/messaging/2006-05";
    private static readonly XNamespace s_metadata = "http://schemas.cjse.gov.uk/messages/metadata/2006-05";
    private static readonly XNamespace s_format = "http://schemas.cjse.gov.uk/messages/format/2006-05";
    private static readonly XNamespace s_libra = "http://www.dca.gov.uk/xmlschemas/libra";

    /// <summary>A person with a stay in custody; the message's identifier; when the court sat.</summary>
    public byte[] Write(Person person, Stay stay, string identifier, DateTimeOffset satAt) => Xml.Bytes(
        new XElement(
            s_deliver + "DeliverRequest",
            new XAttribute(XNamespace.Xmlns + "msg", s_message),
            new XAttribute(XNamespace.Xmlns + "mm", s_metadata),
            new XAttribute(XNamespace.Xmlns + "mf", s_format),
            new XElement(s_message + "MessageIdentifier", identifier),
            new XElement(
                s_message + "RequestingSystem",
                new XElement(s_message + "Name", "CJSE"),
                new XElement(s_message + "OrgUnitCode", "Z000000"),
                new XElement(s_message + "Environment", "Simulated")),
            new XElement(s_message + "AckRequested", 1),
            new XElement(
                s_metadata + "MessageMetadata",
                new XAttribute("SchemaVersion", "1.0"),
                new XElement(s_metadata + "OriginatingSystem", new XElement(s_message + "Name", "COURT")),
                new XElement(s_metadata + "CreationDateTime", BritishTime.Zoned(satAt.AddHours(6))),
                new XElement(s_metadata + "SenderRequestedDestination", "Police")),
            new XElement(
                s_format + "MessageFormat",
                new XAttribute("SchemaVersion", "1.0"),
                new XElement(s_format + "MessageType", new XElement(s_message + "Type", "SPIResults"), new XElement(s_message + "Version", "1.200"))),
            new XElement(s_deliver + "Message", Results(person, stay, satAt))));

    private static XElement E(string name, params object?[] content) => new(s_libra + name, content);

    private XElement Results(Person person, Stay stay, DateTimeOffset satAt) => new(
        s_libra + "ResultedCaseMessage",
        new XAttribute(XNamespace.Xmlns + "DC", s_libra),
        new XAttribute("Flow", "ResultedCasesForThePolice"),
        new XAttribute("Interface", "LibraStandardProsecutorPolice"),
        new XAttribute("SchemaVersion", "0.6g"),
        E(
            "Session",
            E(
                "CourtHearing",
                E("Hearing", E("CourtHearingLocation", area.Court.Code), E("DateOfHearing", BritishTime.Text(satAt, "yyyy-MM-dd")), E("TimeOfHearing", "10:00:00")),
                E("PSAcode", area.Court.PsaCode)),
            E("Case", E("PTIURN", stay.CaseReference), Defendant(person, stay, satAt))));

    private XElement Defendant(Person person, Stay stay, DateTimeOffset satAt)
    {
        var (identity, draw) = (person.InCustody!, Draw.For(seed, person.Number, 12));
        var isAdjourned = draw.Chance(40);
        return E(
            "Defendant",
            E("ProsecutorReference", stay.SummonsNumber),
            E(
                "CourtIndividualDefendant",
                E(
                    "PersonDefendant",
                    E(
                        "BasePersonDetails",
                        E(
                            "PersonName",
                            E("PersonTitle", person.IsMale ? "Mr" : "Ms"),
                            identity.Forenames.Take(3).Select((name, i) => E($"PersonGivenName{i + 1}", name)),
                            E("PersonFamilyName", identity.Surname)),
                        E("Birthdate", BritishTime.Text(identity.DateOfBirth)),
                        E("Gender", person.IsMale ? 1 : 2)),
                    identity.PncId is { } pnc ? E("PNCidentifier", pnc) : null),
                E("BailStatus", isAdjourned ? "B" : "A"),
                person.Address is { } home
                    ? E("Address", E("SimpleAddress", E("AddressLine1", string.Join(", ", home.Lines)), E("AddressLine2", home.Town), E("AddressLine3", home.County), E("AddressLine5", home.Postcode)))
                    : null,
                E("PresentAtHearing", "Y")),
            stay.Offences.Select((offence, i) => Offence(offence, i, stay, satAt, isAdjourned, draw)));
    }

    private XElement Offence(Offence offence, int index, Stay stay, DateTimeOffset satAt, bool isAdjourned, Draw draw)
    {
        var arrested = BritishTime.Text(BritishTime.Day(stay.ArrivedAt));
        return E(
            "Offence",
            E(
                "BaseOffenceDetails",
                E("OffenceSequenceNumber", (index + 1).ToString("D3", CultureInfo.InvariantCulture)),
                E("OffenceCode", offence.Code),
                E("OffenceTitle", offence.Title),
                E("OffenceTiming", E("OffenceDateCode", 1), E("OffenceStart", E("OffenceDateStartDate", arrested))),
                E("ChargeDate", BritishTime.Text(BritishTime.Day(stay.ReleasedAt ?? stay.ArrivedAt))),
                E("ArrestDate", arrested)),
            E("Plea", isAdjourned ? 3 : 1),
            E("ModeOfTrial", "01"),
            E("FinalDisposalIndicator", isAdjourned ? "N" : "Y"),
            isAdjourned ? null : E("ConvictionDate", BritishTime.Text(satAt, "yyyy-MM-dd")),
            isAdjourned ? null : E("Finding", "G"),
            isAdjourned ? Adjourned(satAt) : Sentence(draw));
    }

    private XElement Adjourned(DateTimeOffset satAt) => E(
        "Result",
        E("ResultCode", 4047),
        E("ResultText", "Adjourned on bail"),
        E(
            "NextHearing",
            E(
                "NextHearingDetails",
                E("CourtHearingLocation", area.Court.Code),
                E("DateOfHearing", BritishTime.Text(satAt.AddDays(28), "yyyy-MM-dd")),
                E("TimeOfHearing", "14:00:00")),
            E("NextHearingReason", "For a report to be prepared"),
            E("BailStatusOffence", "B")));

    private static XElement Sentence(Draw draw) => draw.Chance(50)
        ? E("Result", E("ResultCode", 1015), E("ResultText", "Fined"), E("Outcome", E("ResultAmountSterling", $"{draw.Between(4, 30) * 10}.00")))
        : E("Result", E("ResultCode", 1116), E("ResultText", "Community order with a drug rehabilitation requirement"), E("Outcome", E("Duration", E("DurationValue", 12), E("DurationUnit", "M"))));
}
