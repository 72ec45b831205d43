using Gateway.Fhir.Elements;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>A change as its caller asks for it, by a request of its own or by an entry of a batch or transaction.</summary>
/// <param name="Type">The type of the resource.</param>
internal abstract record RequestedChange(string Type)
{
    /// <summary>The id of the resource; null for a create, and where a condition finds it.</summary>
    public string? Id { get; init; }

    /// <summary>The search that finds the resource, or that must find none for a create (If-None-Exist), as a query string; null for none.</summary>
    public string? Condition { get; init; }

    /// <summary>What it asks of the resource as it stands.</summary>
    public Preconditions Preconditions { get; init; } = Preconditions.None;

    /// <summary>The name by which other entries of a transaction refer to it; null for none.</summary>
    public string? FullUrl { get; init; }

    /// <summary>The X-Request-Id, by which a change that is sent again is known; null for none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The interaction in the words of the audit trail.</summary>
    public abstract string Interaction { get; }

    /// <summary>What its caller says, whatever is there: by this a repetition is told from another change under the same X-Request-Id.</summary>
    public virtual ReadOnlyMemory<byte> Said => default;

    /// <summary>What it makes of what is there; none for a delete. With faults it makes nothing.</summary>
    public virtual (Element Content, IReadOnlyList<Fault> Faults) Over(Element before) => (default, []);
}

/// <summary>A create.</summary>
internal sealed record RequestedCreate(Element Content) : RequestedChange(Content.Type.Name)
{
    public override string Interaction => "create";

    public override (Element Content, IReadOnlyList<Fault> Faults) Over(Element before) => (Content, []);
}

/// <summary>An update, which creates what is not there.</summary>
internal sealed record RequestedUpdate(string Type, Element Content) : RequestedChange(Type)
{
    public override string Interaction => "update";

    public override ReadOnlyMemory<byte> Said => FhirJson.ToUtf8(Content);

    public override (Element Content, IReadOnlyList<Fault> Faults) Over(Element before) => (Content, []);
}

/// <summary>A patch: what it makes of what is there, or why it cannot.</summary>
internal sealed record RequestedPatch(string Type, Func<Element, (Element Content, IReadOnlyList<Fault> Faults)> Patch) : RequestedChange(Type)
{
    public override string Interaction => "patch";

    /// <summary>The patch as it came; nothing where it is part of a transaction.</summary>
    public ReadOnlyMemory<byte> Sent { get; init; }

    public override ReadOnlyMemory<byte> Said => Sent;

    public override (Element Content, IReadOnlyList<Fault> Faults) Over(Element before) => Patch(before);
}

/// <summary>A delete.</summary>
internal sealed record RequestedDelete(string Type) : RequestedChange(Type)
{
    public override string Interaction => "delete";
}
