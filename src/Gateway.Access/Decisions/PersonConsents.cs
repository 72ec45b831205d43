using Gateway.Access.Consents;

namespace Gateway.Access.Decisions;

/// <summary>The consents of all persons on the resources at hand, or that nobody can tell which there are.</summary>
public sealed class PersonConsents
{
    /// <param name="given">The consents, each with all addresses <c>Patient/id</c> of its person, and <c>system|value</c> of their numbers where resources may name them by these alone.</param>
    /// <param name="claimed">The consents of whoever has a number that a record claims and nobody has verified, each with the addresses of these records: they may be another's, so they refuse and never permit.</param>
    public PersonConsents(IReadOnlyList<(ConsentRules Consent, IReadOnlySet<string> Patients)> given, IReadOnlyList<(ConsentRules Consent, IReadOnlySet<string> Patients)>? claimed = null) => (Given, Claimed) = (given, claimed ?? []);

    private PersonConsents(bool isAnswerable) => IsAnswerable = isAnswerable;

    /// <summary>There are none.</summary>
    public static PersonConsents None { get; } = new(isAnswerable: true);

    /// <summary>The store did not answer: nothing about a patient may be released.</summary>
    public static PersonConsents Unanswerable { get; } = new(isAnswerable: false);

    internal IReadOnlyList<(ConsentRules Consent, IReadOnlySet<string> Patients)> Given { get; } = [];

    internal IReadOnlyList<(ConsentRules Consent, IReadOnlySet<string> Patients)> Claimed { get; } = [];

    /// <summary>False where the store did not answer.</summary>
    public bool IsAnswerable { get; } = true;
}
