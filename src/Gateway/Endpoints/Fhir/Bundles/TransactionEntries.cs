using Gateway.Endpoints.Fhir.Changes;
using Gateway.Endpoints.Fhir.Patches;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Patches;

namespace Gateway.Endpoints.Fhir.Bundles;

/// <summary>The entries of a transaction as changes. All that is wrong with any of them is told at once.</summary>
internal sealed class TransactionEntries
{
    private readonly List<(BundleEntry Entry, RequestedChange Change)> _changes = [];
    private readonly List<BundleEntry> _reads = [];
    private readonly HashSet<string> _fullUrls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    public List<Fault> Faults { get; } = [];

    /// <summary>What is changed, in the order of the entries.</summary>
    public IReadOnlyList<(BundleEntry Entry, RequestedChange Change)> Changes => _changes;

    /// <summary>What is read when all is changed.</summary>
    public IReadOnlyList<BundleEntry> Reads => _reads;

    /// <summary>True for a read of one resource, or of a version.</summary>
    public static bool IsRead(BundleEntry entry) => entry.Path.Count is 2 or 4 && !entry.Path[1].StartsWith('$') && !entry.Path[1].StartsWith('_');

    /// <summary>True for what asks of a resource that another entry makes or changes.</summary>
    public bool HangsOnChange(BundleEntry entry) => entry.Path.Count > 1 && _addresses.Contains($"{entry.Path[0]}/{entry.Path[1]}");

    /// <summary>True for a read of a resource that another entry deletes.</summary>
    public bool Deletes(BundleEntry entry) => entry.Path.Count == 2 && _changes.Exists(c => c.Change is RequestedDelete { Id: { } id } delete && delete.Type == entry.Path[0] && id == entry.Path[1]);

    public void Add(BundleEntry? entry, Fault? fault)
    {
        if (entry is null)
            Faults.Add(fault!);
        else if (entry.Method is "GET" or "HEAD")
            _reads.Add(entry);
        else if (Change(entry) is { } change)
            Add(entry, change);
    }

    private void Add(BundleEntry entry, RequestedChange change)
    {
        if (entry.FullUrl is { } url && !_fullUrls.Add(url))
            Refuse(entry, "Another entry has the same fullUrl.", ".fullUrl");
        // A resource that is made to change twice would be what the order of entries makes it (http://hl7.org/fhir/R4/http.html#trules).
        if (change.Id is { } id && !_addresses.Add($"{change.Type}/{id}"))
            Refuse(entry, "Another entry changes the same resource.");
        _changes.Add((entry, change with { FullUrl = entry.FullUrl, Preconditions = new Preconditions { IfMatch = entry.IfMatch, IfNoneMatch = entry.IfNoneMatch } }));
    }

    private RequestedChange? Change(BundleEntry entry)
    {
        var (type, id, condition) = entry.Path switch
        {
            [var only] => (only, null, entry.Query.Length > 0 ? entry.Query : null),
            [var first, var second] when entry.Query.Length == 0 => (first, second, (string?)null),
            _ => ("", null, null),
        };
        if (type.Length == 0 || type.StartsWith('$') || id?.StartsWith('$') == true || id?.StartsWith('_') == true)
            return Refuse(entry, "A transaction holds creates, updates, patches, deletes and reads; nothing else can be taken back.", ".request.url");
        return entry.Method switch
        {
            "POST" when id is null && condition is null => Fitting(entry, type) ? new RequestedCreate(entry.Resource) { Condition = entry.IfNoneExist?.TrimStart('?') } : null,
            "PUT" when id is not null || condition is not null => Fitting(entry, type) ? new RequestedUpdate(type, entry.Resource) { Id = id, Condition = condition } : null,
            "PATCH" when id is not null || condition is not null => Patch(entry) is { } patch ? PatchChange.Of(type, patch) with { Id = id, Condition = condition } : null,
            "DELETE" when id is not null || condition is not null => new RequestedDelete(type) { Id = id, Condition = condition },
            _ => Refuse(entry, "The method is not for such an address.", ".request"),
        };
    }

    private bool Fitting(BundleEntry entry, string type) =>
        (!entry.Resource.IsNone && entry.Resource.Type.Name == type) || Refuse(entry, $"The entry brings a {type}.", ".resource") is not null;

    private ResourcePatch? Patch(BundleEntry entry)
    {
        if (entry.Resource.IsNone)
        {
            Refuse(entry, "A patch comes as Parameters, or in a Binary.", ".resource");
            return null;
        }

        var (patch, problem) = entry.Resource.Type.Name == "Parameters" ? PatchBody.Of(PathPatch.Read(entry.Resource)) : PatchIn(entry);
        if (problem is not null)
            Faults.AddRange(problem.Faults.Count == 0 ? [new Fault(FaultKind.Structure, problem.Text, $"{entry.Place}.resource", 0, 0)] : EntryFaults.Of(problem.Faults, entry.Index));
        return patch;
    }

    private static (ResourcePatch? Patch, FhirProblem? Problem) PatchIn(BundleEntry entry)
    {
        var (contentType, content) = EntryBody.Of(entry);
        return PatchBody.Read(contentType, content);
    }

    private RequestedChange? Refuse(BundleEntry entry, string message, string below = "")
    {
        Faults.Add(new Fault(FaultKind.Structure, message, $"{entry.Place}{below}", 0, 0));
        return null;
    }
}
