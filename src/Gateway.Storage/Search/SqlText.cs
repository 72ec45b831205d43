using System.Globalization;
using System.Text;
using Dapper;

namespace Gateway.Storage.Search;

/// <summary>SQL that is being written, with its parameters: no value of a query ever becomes part of the text.</summary>
internal sealed class SqlText
{
    private readonly StringBuilder _text = new();
    private int _parameters;
    private int _aliases;

    public DynamicParameters Parameters { get; } = new();

    public SqlText Add(string sql)
    {
        _text.Append(sql);
        return this;
    }

    /// <summary>Adds a parameter with that value.</summary>
    public SqlText Value(object? value)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"p{_parameters++}");
        Parameters.Add(name, value);
        _text.Append('@').Append(name);
        return this;
    }

    /// <summary>A name that no other table of the statement has.</summary>
    public string Alias() => string.Create(CultureInfo.InvariantCulture, $"t{_aliases++}");

    public override string ToString() => _text.ToString();
}
