using Gateway.Fhir.Elements;

namespace Gateway.Requests.Messages;

/// <summary>
/// What the ledger keeps of a referral that came as a message: the ServiceRequest, the Task that goes with it, the person, and what was sent to understand it by. Organisations and people who work are named
/// by their numbers. The Consent of a message is the sender's ground to send it; it is not kept, because what is kept as a Consent decides over all of the person's records.
/// </summary>
internal sealed record ReferralResources(Element Request, Element Task, Element Patient, IReadOnlyList<Element> Others)
{
    /// <summary>The number of the message that brought the referral.</summary>
    public const string Message = "https://health-justice.example/id/bars-message";

    /// <summary>The X-Correlation-Id that all messages about one referral share.</summary>
    public const string Correlation = "https://health-justice.example/id/bars-correlation";

    /// <summary>The name that messages give the ServiceRequest.</summary>
    public const string RequestName = "https://health-justice.example/id/bars-request";

    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "AllergyIntolerance", "CarePlan", "Communication", "Condition", "Encounter", "Flag", "Immunization", "Location", "Medication", "MedicationAdministration", "MedicationRequest", "MedicationStatement",
        "Observation", "Patient", "Procedure", "QuestionnaireResponse", "RelatedPerson", "ServiceRequest", "Specimen", "Task",
    };

    private static readonly HashSet<string> s_named = new(StringComparer.Ordinal) { "Device", "HealthcareService", "Organization", "Practitioner", "PractitionerRole" };

    /// <summary>All that is written.</summary>
    public IEnumerable<Element> All => [Patient, .. Others, Request, Task];

    public string TaskAddress => $"Task/{Task.ChildText("id")}";

    public string PatientAddress => $"Patient/{Patient.ChildText("id")}";

    /// <summary>What is kept of a message that was mapped.</summary>
    /// <param name="mapped">What the map made: the content of the message, and its Task.</param>
    /// <param name="parties">Who sends and who is to do it.</param>
    /// <param name="names">By what later messages find it.</param>
    /// <param name="newId">Makes ids.</param>
    /// <param name="locate">The address of a resource that a number names.</param>
    /// <param name="before">What is kept already of the same referral, whose addresses stay; null for a new one.</param>
    public static ReferralResources Of(Element mapped, ReferralParties parties, IReadOnlyList<BarsIdentifier> names, Func<string> newId, Func<string, string, string, string?> locate, StoredReferral? before)
    {
        var entries = BarsMessage.Entries(mapped).DistinctBy(e => e.FullUrl).ToList();
        var resources = entries.ToDictionary(e => e.FullUrl, e => e.Resource, StringComparer.Ordinal);

        // The map's own Task names what it is for; those that the sender sent go with the rest.
        var task = entries.First(e => StoredReferral.Is(e.Resource)).FullUrl;
        var request = resources[task]["focus"].First().ChildText("reference")!;
        var patient = entries.First(e => e.Resource.Type.Name == "Patient").FullUrl;
        string[] main = [task, request, patient];
        var own = entries.Where(e => s_kept.Contains(e.Resource.Type.Name)).ToDictionary(e => e.FullUrl, e => $"{e.Resource.Type.Name}/{(main.Contains(e.FullUrl) ? before?.IdOf(e.Resource.Type.Name) : null) ?? newId()}", StringComparer.Ordinal);
        var kept = own.Keys.ToDictionary(url => url, url => Kept(resources[url], own[url], own, resources, locate), StringComparer.Ordinal);
        Element[] others = [.. kept.Where(k => !main.Contains(k.Key)).Select(k => k.Value)];
        return new ReferralResources(Numbered(kept[request], names), Tasked(kept[task], parties, names, others, before), kept[patient], others);
    }

    private static Element Kept(Element resource, string address, Dictionary<string, string> own, Dictionary<string, Element> others, Func<string, string, string, string?> locate)
    {
        var draft = resource.Edit();
        draft.Remove("id");
        draft.AddText("id", address.Split('/')[1]);
        Federation.Records.References.Edit(draft, resource, (reference, edit) =>
        {
            if (reference.ChildText("reference") is not { } target || target.StartsWith('#'))
                return;
            if (own.TryGetValue(target, out var mine))
                KeptReferences.Set(edit(), mine);
            else if (others.TryGetValue(target, out var other) && s_named.Contains(other.Type.Name))
                KeptReferences.Name(edit(), other, others, locate);
            else
                Unkept(edit(), reference);
        });
        return draft.Build();
    }

    // What is not kept cannot be referred to; what is said of it besides stays.
    private static void Unkept(ElementDraft draft, Element reference)
    {
        draft.Remove("reference");
        if (!reference.Children.Any(c => c.Name is "identifier" or "display"))
            draft.AddText("display", "Not kept");
    }

    private static Element Numbered(Element request, IReadOnlyList<BarsIdentifier> names)
    {
        var draft = request.Edit();
        foreach (var name in names.Where(n => n.System == RequestName))
            name.WriteTo(draft.Add("identifier"));
        return draft.Build();
    }

    // The map's Task with who is meant by the sender and the area's own words, and all that came with it as its input. How far it has come stays as it is.
    private static Element Tasked(Element task, ReferralParties parties, IReadOnlyList<BarsIdentifier> names, IReadOnlyList<Element> others, StoredReferral? before)
    {
        var draft = task.Edit();
        foreach (var name in (string[])["requester", "owner", "input", "identifier"])
            draft.Remove(name);
        foreach (var name in names.Concat(before?.Names ?? []).Distinct())
            name.WriteTo(draft.Add("identifier"));
        if (before is not null)
        {
            draft.Remove("status");
            draft.AddText("status", before.Task.ChildText("status")!);
        }

        parties.Sender.WriteTo(draft.Add("requester"));
        parties.Receiver.WriteTo(draft.Add("owner"));
        draft.Remove("lastModified");
        draft.AddText("lastModified", parties.Moment);
        foreach (var other in others)
        {
            var input = draft.Add("input");
            input.Add("type").AddText("text", "Came with the referral");
            input.Add("valueReference").AddText("reference", $"{other.Type.Name}/{other.ChildText("id")}");
        }

        return draft.Build();
    }
}
