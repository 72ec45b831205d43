using System.Text.Json;

namespace Gateway.Access.Policies;

/// <summary>An object in a file of policies. What is missing, of another kind or not known becomes a fault with its place, and reading goes on.</summary>
internal sealed class PolicyPart(JsonElement json, string place, List<string> faults)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public string Place => place;

    /// <summary>Reads a file; null where it is no object of JSON, which is a fault.</summary>
    public static PolicyPart? Open(string file, ReadOnlyMemory<byte> content, List<string> faults)
    {
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new PolicyPart(document.RootElement.Clone(), file, faults);
            faults.Add($"{file}: an object is needed.");
        }
        catch (JsonException e)
        {
            faults.Add($"{file}: {e.Message}");
        }

        return null;
    }

    public void Fault(string text) => faults.Add($"{place}: {text}");

    /// <summary>The text of that name, which must be there.</summary>
    public string Text(string name) => Optional(name) is { Length: > 0 } text ? text : Missing(name);

    public string? Optional(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong<string>(name, "text");

    public bool Flag(string name) => Find(name) is { } value && (value.ValueKind == JsonValueKind.True || (value.ValueKind != JsonValueKind.False && Wrong<object>(name, "true or false") is not null));

    /// <summary>The texts of that list; none where it is not there.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String && i.GetString()!.Length > 0))
            return [.. value.EnumerateArray().Select(i => i.GetString()!)];
        return Wrong<string[]>(name, "a list of texts") ?? [];
    }

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The objects of that list; none where it is not there.</summary>
    public IReadOnlyList<PolicyPart> Parts(string name)
    {
        if (Find(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Object))
            return [.. value.EnumerateArray().Select((item, i) => new PolicyPart(item, $"{place} {name}[{i}]", faults))];
        return Wrong<PolicyPart[]>(name, "a list of objects") ?? [];
    }

    /// <summary>The object of that name, which must be there; null where it is not.</summary>
    public PolicyPart? Part(string name) => Find(name) is not { } value ? Fault<PolicyPart>($"{name} is missing.")
        : value.ValueKind == JsonValueKind.Object ? new PolicyPart(value, $"{place} {name}", faults) : Wrong<PolicyPart>(name, "an object");

    /// <summary>Tells of every name that was not asked for: a misspelt rule must not be passed over.</summary>
    public void Close()
    {
        foreach (var property in json.EnumerateObject().Where(p => !_known.Contains(p.Name)))
            Fault($"{property.Name} is not known here.");
    }

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return json.TryGetProperty(name, out var value) ? value : null;
    }

    private string Missing(string name) => Fault<string>($"{name} is missing.") ?? "";

    private T? Wrong<T>(string name, string needed)
        where T : class => Fault<T>($"{name}: {needed} is needed.");

    private T? Fault<T>(string text)
        where T : class
    {
        Fault(text);
        return null;
    }
}
