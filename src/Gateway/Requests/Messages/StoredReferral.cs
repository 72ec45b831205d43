using Gateway.Fhir.Elements;

namespace Gateway.Requests.Messages;

/// <summary>A referral as the ledger keeps it.</summary>
internal sealed record StoredReferral(Element Task, Element Request)
{
    /// <summary>True for the Task of a referral that came as a message.</summary>
    public static bool Is(Element task) => task.Type.Name == "Task" && task["identifier"].Any(i => i.ChildText("system") == ReferralResources.Message);

    /// <summary>What it is found by.</summary>
    public IEnumerable<BarsIdentifier> Names => Task["identifier"].Where(i => i.ChildText("system") is not null && i.ChildText("value") is not null).Select(i => new BarsIdentifier(i.ChildText("system")!, i.ChildText("value")!));

    public string PatientId => Reference("for").Split('/')[1];

    /// <summary>What came with it, which a later message replaces.</summary>
    public IEnumerable<(string Type, string Id)> Inputs => Task["input"].SelectMany(i => i["value"]).Select(v => v.ChildText("reference")?.Split('/')).OfType<string[]>().Where(r => r.Length == 2).Select(r => (r[0], r[1]));

    public bool IsFrom(BarsIdentifier sender) => Task["requester"].SelectMany(r => r["identifier"]).Any(sender.IsIn);

    public bool IsFor(string ods) => Task["owner"].SelectMany(r => r["identifier"]).Any(new BarsIdentifier(Sources.Systems.Ods, ods).IsIn);

    /// <summary>The id that stays when a later message says more of it; null for what is kept anew.</summary>
    public string? IdOf(string type) => type switch
    {
        "Task" => Task.ChildText("id"),
        "ServiceRequest" => Request.ChildText("id"),
        "Patient" => PatientId,
        _ => null,
    };

    private string Reference(string name) => Task[name].Select(r => r.ChildText("reference")).FirstOrDefault() ?? "/";
}
