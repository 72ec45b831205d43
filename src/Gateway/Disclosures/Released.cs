using Gateway.Disclosures.Codes;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Elements.Primitives;
using Microsoft.AspNetCore.WebUtilities;

namespace Gateway.Disclosures;

/// <summary>Content that may leave the gateway. Nobody makes one but <see cref="Viewing.ReleaseAsync"/>, behind the decision and its audit, and the others for what tells of nobody.</summary>
internal sealed class Released
{
    private static readonly HashSet<string> s_own = new(StringComparer.Ordinal) { "OperationOutcome", "CapabilityStatement" };

    private Released(Element content) => Content = content;

    public Element Content { get; }

    /// <summary>What the gateway says itself and is about nobody: outcomes, what it can do.</summary>
    /// <exception cref="ArgumentException">It is of a type that may be about somebody.</exception>
    public static Released Own(Element content) => s_own.Contains(content.Type.Name) ? new Released(content) : throw new ArgumentException($"A {content.Type.Name} is released by a viewing.", nameof(content));

    /// <summary>What the gateway says of codes. It is made of texts alone, and no resource goes into it.</summary>
    public static Released Own(IEnumerable<SaidParameter> said) => new(SaidParameter.Together(said));

    /// <summary>The members of a value set.</summary>
    public static Released Own(SaidExpansion expansion) => new(expansion.ToElement());

    /// <summary>The answer to a batch or transaction: what was released for each entry, side by side.</summary>
    /// <param name="type">batch-response or transaction-response.</param>
    /// <param name="root">The interface's own address.</param>
    /// <param name="entries">The entries in their order.</param>
    public static Released Together(string type, string root, IEnumerable<ReleasedEntry> entries)
    {
        var bundle = ElementDraft.New(DefinitionSet.R4.FindType("Bundle")!).AddText("type", type);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var draft = bundle.Add("entry");
            // Entries of one name must differ in their version (bdl-7); what was read twice is named once.
            if (entry.Resource?.Content is { } resource && resource.ChildText("id") is { } id && named.Add($"{resource.Type.Name}/{id}"))
                draft.AddText("fullUrl", $"{root}/{resource.Type.Name}/{id}");
            if (entry.Resource is { } shown)
                draft.Put("resource", shown.Content);
            var response = draft.Add("response").AddText("status", $"{entry.Status} {ReasonPhrases.GetReasonPhrase(entry.Status)}".Trim());
            if (entry.Location is not null)
                response.AddText("location", entry.Location);
            if (entry.ETag is not null)
                response.AddText("etag", entry.ETag);
            if (entry.Modified is { } modified)
                response.AddText("lastModified", FhirInstant.Precise(modified));
            if (entry.Outcome is { } outcome)
                response.Put("outcome", outcome.Content);
        }

        return new Released(bundle.Build());
    }

    /// <summary>For <see cref="Viewing"/>, once the audit of it is durable.</summary>
    internal static Released Decided(Element content) => new(content);
}
