namespace Gateway.Storage.Links;

/// <summary>The identifier systems of which a person has one value only, and how their values are compared.</summary>
public static class LinkSystems
{
    public const string NhsNumber = "https://fhir.nhs.uk/Id/nhs-number";

    public const string Pnc = "https://health-justice.example/id/pnc";

    /// <summary>The value as it is stored and compared.</summary>
    public static string Normalised(string system, string value) => system is NhsNumber or Pnc
        ? string.Concat(value.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant()
        : value.Trim();

    /// <summary>The identifiers of a record as they are stored: normalised, none empty, each once, in order.</summary>
    public static IReadOnlyList<LinkIdentifier> Normalised(IEnumerable<LinkIdentifier> identifiers)
    {
        List<LinkIdentifier> given = [.. identifiers.Select(i => i with { Value = Normalised(i.System, i.Value) }).Where(i => i.Value.Length > 0)];
        return given.Count < 2 ? given
            : [.. given.GroupBy(i => (i.System, i.Value), (key, same) => new LinkIdentifier(key.System, key.Value, same.Any(i => i.IsStrong)))
                .OrderBy(i => i.System, StringComparer.Ordinal).ThenBy(i => i.Value, StringComparer.Ordinal)];
    }
}
