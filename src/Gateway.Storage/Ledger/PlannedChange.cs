using Gateway.Fhir.Elements;

namespace Gateway.Storage.Ledger;

/// <summary>What an entry of a transaction will do, once its condition was asked.</summary>
/// <param name="Stage">The order in which FHIR has them done: deletes, creates, updates; last, what only looks.</param>
internal abstract record PlannedChange(int Stage);

/// <summary>A create under an id that was given out.</summary>
internal sealed record PlannedCreate(Element Resource, ResourceAddress Address) : PlannedChange(1);

/// <summary>An update under the element's id, which a condition may have found.</summary>
internal sealed record PlannedUpdate(Element Resource, ResourceAddress Address, int? IfMatch, string Method) : PlannedChange(2);

/// <summary>A delete of one resource, or of all that a condition found.</summary>
internal sealed record PlannedDelete(IReadOnlyList<ResourceAddress> Addresses, int? IfMatch) : PlannedChange(0);

/// <summary>A create whose condition finds a resource, or that repeats another entry's: nothing is changed.</summary>
internal sealed record PlannedFind(ResourceAddress Address) : PlannedChange(3);
