using Gateway.Disclosures;
using Gateway.Fhir.Elements;
using Gateway.Security;

namespace Gateway.Endpoints.Fhir.Changes;

/// <summary>What some types of resources ask of their changes beyond what all ask.</summary>
internal interface IChangeRule
{
    /// <summary>True for types that it is about.</summary>
    bool Covers(string type);

    /// <summary>The most bytes of such a resource; null for as many as any may have.</summary>
    int? MaxBytes => null;

    /// <summary>Why the caller makes no such change, whatever it is made to; null for no reason.</summary>
    FhirProblem? Refusal(Caller caller, RequestedChange change);

    /// <summary>Why this change is not made; null for no reason. That its content is valid is not known yet.</summary>
    Task<FhirProblem?> CheckAsync(LocatedChange change, CancellationToken cancellation);

    /// <summary>True where what is written need not be the caller's to see.</summary>
    bool IsWrittenUnseen(LocatedChange change) => false;

    /// <summary>True where a process of its own owns the resource, and changes it in place of the ledger.</summary>
    bool TakesOver(LocatedChange change) => false;

    /// <summary>Makes such a change.</summary>
    Task<FhirAnswer> TakeOverAsync(LocatedChange change, Element content, Viewing viewing, CancellationToken cancellation) => throw new NotSupportedException();
}
