using Gateway.Fhir.Elements;

namespace Gateway.Access.Directories;

/// <summary>An entry of the directory.</summary>
/// <param name="Address"><c>Type/id</c>.</param>
/// <param name="Numbers">Its identifiers.</param>
/// <param name="BelongsTo">Whom it acts as or for: a role its person and organisation, an organisation the one above it.</param>
/// <param name="Members">Whom it is made of, where it is a team or group.</param>
internal sealed record Party(string? Address, IReadOnlyList<Coded> Numbers, IReadOnlyList<PartyReference> BelongsTo, IReadOnlyList<PartyReference> Members)
{
    public static Party Of(Element resource) => new(
        resource.ChildText("id") is { } id ? $"{resource.Type.Name}/{id}" : null,
        [.. resource["identifier"].Where(i => i.ChildText("value") is not null).Select(i => Coded.Of(i.ChildText("system"), i.ChildText("value")!))],
        [.. BelongsToOf(resource).Select(PartyReference.Of).OfType<PartyReference>()],
        [.. MembersOf(resource).Select(PartyReference.Of).OfType<PartyReference>()]);

    private static IEnumerable<Element> BelongsToOf(Element resource) => resource.Type.Name switch
    {
        "PractitionerRole" => [.. resource["practitioner"], .. resource["organization"]],
        "Organization" => resource["partOf"],
        "HealthcareService" => resource["providedBy"],
        "Device" => resource["owner"],
        _ => [],
    };

    // A member who has left, and a period that is over, are the directory's to leave out.
    private static IEnumerable<Element> MembersOf(Element resource) => resource.Type.Name switch
    {
        "CareTeam" => resource["participant"].SelectMany(p => p["member"].Concat(p["onBehalfOf"])),
        "Group" => resource["member"].Where(m => m.ChildText("inactive") != "true").SelectMany(m => m["entity"]),
        _ => [],
    };
}
