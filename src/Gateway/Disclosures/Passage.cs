namespace Gateway.Disclosures;

/// <summary>The leave for content of a source to pass through unread. Nobody makes one but a <see cref="Viewing"/>.</summary>
internal sealed class Passage
{
    private Passage(string address) => Address = address;

    /// <summary>What may pass: a type, or one resource.</summary>
    public string Address { get; }

    /// <summary>For <see cref="Viewing"/>, once it is decided and, where it is about somebody, on the disk of the audit trail.</summary>
    internal static Passage Decided(string address) => new(address);
}
