using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Security;

namespace Gateway.Disclosures;

/// <summary>Something that the gateway sends by itself, without being asked at that moment.</summary>
internal sealed record Sending
{
    /// <summary>The receiver's word in the policies; one that no client can ask as.</summary>
    public required string Recipient { get; init; }

    /// <summary>The code of the receiver's organisation.</summary>
    public required string Organization { get; init; }

    public required Coded Purpose { get; init; }

    /// <summary>The name of the receiving system.</summary>
    public required string Destination { get; init; }

    /// <summary>The id of the delivery.</summary>
    public required string Id { get; init; }

    /// <summary>What is sent, in words that hold no content.</summary>
    public required string What { get; init; }

    /// <summary>The legal basis that stands in place of consents, where the sending has one.</summary>
    public LegalBasis? Basis { get; init; }

    /// <summary>The receiver as the rules of access know those who ask. It is given all types: what it is sent is chosen before.</summary>
    public Caller Receiver() => new()
    {
        Issuer = "gateway",
        ClientId = Destination,
        Organization = Organization,
        Recipient = Recipient,
        Kind = CallerKind.System,
        Scopes = [new SmartScope(ScopeContext.System, SmartScope.AllTypes, Interaction.Read | Interaction.Search, null)],
        Purpose = Purpose,
        Purposes = [Purpose],
    };
}
