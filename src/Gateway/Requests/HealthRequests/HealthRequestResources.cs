using Gateway.Federation.Records;
using Gateway.Fhir.Elements;
using Gateway.Sources;

namespace Gateway.Requests.HealthRequests;

/// <summary>
/// What the ledger keeps of a health request: the ServiceRequest and the Task, and nothing of the person's. They lead to the person and the stay as custody holds
/// them; people and organisations are named by their numbers.
/// </summary>
internal sealed record HealthRequestResources(Element Request, Element Task)
{
    private const string ForceSystem = "https://health-justice.example/id/police-force";
    private static readonly HashSet<string> s_linked = ["Patient", "Encounter"];

    public string RequestId => Request.ChildText("id")!;

    public string TaskId => Task.ChildText("id")!;

    /// <summary>The number that custody gave the request.</summary>
    public string? Reference => Task["identifier"].Where(i => i.ChildText("system") == Systems.HealthRequest).Select(i => i.ChildText("value")).FirstOrDefault();

    /// <summary>The gateway id of the person as custody holds them.</summary>
    public string? PatientId => Task["for"].Select(f => f.ChildText("reference")).OfType<string>().Where(r => r.StartsWith("Patient/", StringComparison.Ordinal)).Select(r => r["Patient/".Length..]).FirstOrDefault();

    /// <summary>The two resources under ids of their own; null when the record lacks one of them.</summary>
    /// <param name="made">The resources of the record under gateway ids.</param>
    /// <param name="newId">Makes ids.</param>
    /// <param name="locate">The address of a resource that a number names; null where none is known.</param>
    public static HealthRequestResources? Of(IReadOnlyList<RecordResource> made, Func<string> newId, Func<string, string, string, string?> locate)
    {
        if (made.FirstOrDefault(r => r.Type == "ServiceRequest") is not { } request || made.FirstOrDefault(r => r.Type == "Task") is not { } task)
            return null;
        var resources = made.DistinctBy(r => r.Address).ToDictionary(r => r.Address, r => r.Resource, StringComparer.Ordinal);
        var own = new Dictionary<string, string>(StringComparer.Ordinal) { [request.Address] = $"ServiceRequest/{newId()}", [task.Address] = $"Task/{newId()}" };
        return new HealthRequestResources(Kept(request, own, resources, locate), Kept(task, own, resources, locate));
    }

    /// <summary>The same, the number of the request said to be given by a force: two may give the same number, and each looks up its own.</summary>
    public HealthRequestResources AssignedBy(string? force) => force is null ? this : new HealthRequestResources(Assigned(Request, force), Assigned(Task, force));

    private static Element Assigned(Element resource, string force)
    {
        var draft = resource.Edit();
        foreach (var number in resource["identifier"].Where(i => i.ChildText("system") == Systems.HealthRequest))
        {
            var edited = draft.Edit(number);
            edited.Remove("assigner");
            edited.Add("assigner").AddText("type", "Organization").Add("identifier").AddText("system", ForceSystem).AddText("value", force);
        }

        return draft.Build();
    }

    private static Element Kept(RecordResource resource, Dictionary<string, string> own, Dictionary<string, Element> others, Func<string, string, string, string?> locate)
    {
        var draft = resource.Resource.Edit();
        draft.Remove("id");
        draft.AddText("id", own[resource.Address].Split('/')[1]);
        References.Edit(draft, resource.Resource, (reference, edit) =>
        {
            if (reference.ChildText("reference") is not { } address)
                return;
            if (own.TryGetValue(address, out var mine))
                KeptReferences.Set(edit(), mine);
            else if (!s_linked.Contains(address.Split('/')[0]) && others.TryGetValue(address, out var other))
                KeptReferences.Name(edit(), other, others, locate);
        });
        return draft.Build();
    }
}
