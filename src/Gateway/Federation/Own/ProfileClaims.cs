using Gateway.Fhir.Elements;

namespace Gateway.Federation.Own;

/// <summary>What the gateway's own resources claim to keep: a profile of <c>profiles/structuredefinitions</c>, and with it UK Core's of their type where there is one.</summary>
internal static class ProfileClaims
{
    /// <summary>Adds <c>meta</c> with the claims, before anything else that it is to hold.</summary>
    /// <param name="resource">A resource that has no <c>meta</c> yet.</param>
    /// <param name="profile">The id of our profile.</param>
    /// <param name="isUkCore">False where UK Core has no profile of the type.</param>
    public static ElementDraft Claim(this ElementDraft resource, string profile, bool isUkCore = true)
    {
        var meta = resource.Add("meta").AddText("profile", $"https://health-justice.example/fhir/StructureDefinition/{profile}");
        return isUkCore ? meta.AddText("profile", $"https://fhir.hl7.org.uk/StructureDefinition/UKCore-{resource.Type.Name}") : meta;
    }
}
