using System.Reflection;
using System.Text;

namespace Gateway.Storage.Migrations;

/// <summary>One step of the schema: <c>0001-ledger.sql</c>, embedded in this assembly.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The steps of a kind of database in their order.</summary>
    public static IReadOnlyList<Migration> Of(string kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{kind}/";
        return [.. assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n => Read(assembly, n, n[prefix.Length..]))];
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var name = Path.GetFileNameWithoutExtension(file);
        return new Migration(int.Parse(name[..4], System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
