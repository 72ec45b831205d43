using System.Security.Cryptography;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Sources;

namespace Gateway.Federation.Records;

/// <summary>
/// What tells the resources of one record apart, so that each keeps its id while the record changes around it: its own id; or that it bears the record's number;
/// or what it is about (its code, its medicine), counted where several are about the same.
/// </summary>
internal sealed class RecordPlaces(SourceProfile profile, string locator)
{
    /// <summary>The place of the resource that bears the record's own number.</summary>
    public const string Primary = "#";

    // Whom the record is about stays the same person when a number of theirs is learnt or corrected.
    private const string Person = "=person";

    private static readonly string[] s_subjects = ["identifier", "code", "medication", "vaccineCode", "category", "effective", "questionnaire"];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The place of the next resource of the record.</summary>
    public string Next(Element resource)
    {
        var about = resource.ChildText("id") ?? (IsPrimary(resource) ? Primary : resource.Type.Name == "Patient" ? Person : About(resource));
        var key = $"{resource.Type.Name} {about}";
        var count = _counts.GetValueOrDefault(key);
        _counts[key] = count + 1;
        return count == 0 ? about : $"{about}/{count}";
    }

    private bool IsPrimary(Element resource) =>
        resource["identifier"].Any(i => i.ChildText("system") is { } system && i.ChildText("value") is { } value && profile.Locate(system, value) == locator);

    private static string About(Element resource)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in s_subjects)
            foreach (var element in resource[name])
                digest.AppendData(FhirJson.ToUtf8(element));
        return $"={Convert.ToHexStringLower(digest.GetHashAndReset())}";
    }
}
