using System.Text;
using Gateway.Storage.Links;

namespace Gateway.Disclosures.Consents;

/// <summary>What a person's consents are found by.</summary>
internal static class PersonKey
{
    /// <summary>All that a person's consents are found by, as one text: who is joined with another record, or bears another number, is asked about anew.</summary>
    public static string Of(LinkedPerson person)
    {
        var key = new StringBuilder();
        foreach (var record in person.Records)
        {
            key.Append(record.Patient).Append('\n');
            foreach (var identifier in record.Identifiers)
                if (identifier.IsStrong || IsClaim(identifier))
                    key.Append(identifier.System).Append(identifier.IsStrong ? '\t' : '?').Append(identifier.Value).Append('\n');
        }

        return key.ToString();
    }

    /// <summary>True for an NHS number that nobody has verified: it may be this person's, and what its owner refuses is refused of this record too.</summary>
    public static bool IsClaim(LinkIdentifier identifier) => !identifier.IsStrong && identifier.System == LinkSystems.NhsNumber;
}
