using Gateway.Access.Consents;

namespace Gateway.Access.Decisions;

/// <summary>The consents of all persons on the resources at hand, or that nobody can tell which there are.</summary>
public sealed class PersonConsents
{
    /// <param name="given">The consents, each with all addresses <c>Patient/id</c> of its person, and <c>system|value</c> of their numbers where resources may name them by these alone.</param>
    public PersonConsents(IReadOnlyList<(ConsentRules Consent, IReadOnlySet<string> Patients)> given) => Given = given;

    private PersonConsents(bool isAnswerable) => IsAnswerable = isAnswerable;

    /// <summary>There are none.</summary>
    public static PersonConsents None { get; } = new(isAnswerable: true);

    /// <summary>The store did not answer: nothing about a patient may be released.</summary>
    public static PersonConsents Unanswerable { get; } = new(isAnswerable: false);

    internal IReadOnlyList<(ConsentRules Consent, IReadOnlySet<string> Patients)> Given { get; } = [];

    internal bool IsAnswerable { get; } = true;
}
