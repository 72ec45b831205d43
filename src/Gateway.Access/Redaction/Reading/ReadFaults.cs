namespace Gateway.Access.Redaction.Reading;

/// <summary>The faults of a file, each with the place where it is.</summary>
internal sealed class ReadFaults(string file, ICollection<string> faults)
{
    public void Add(string place, string fault) => faults.Add(place.Length == 0 ? $"{file}: {fault}" : $"{file}: {place}: {fault}");
}
