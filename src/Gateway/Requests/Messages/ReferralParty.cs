using Gateway.Fhir.Elements;

namespace Gateway.Requests.Messages;

/// <summary>An organisation that takes part in a referral.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">Its name; null where it is not said.</param>
/// <param name="Address">Its address here; null where it has none.</param>
internal sealed record ReferralParty(BarsIdentifier Number, string? Name, string? Address)
{
    public void WriteTo(ElementDraft reference)
    {
        if (Address is not null)
            reference.AddText("reference", Address);
        reference.AddText("type", "Organization");
        Number.WriteTo(reference.Add("identifier"));
        if (Name is not null)
            reference.AddText("display", Name);
    }
}
