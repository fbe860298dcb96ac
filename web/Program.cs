using Participation.Web.Commands;

// The command line: a verb and its words. Without a verb, and with options only, the town is served.
return args switch
{
    ["count", ..] => Count.Run(args[1..], Console.Out, Console.Error),
    ["database", ..] => Database.Run(args[1..], Console.Out, Console.Error),
    ["import", ..] => await Import.RunAsync(args[1..], Console.Out, Console.Error),
    ["migrate", ..] => await Migrate.RunAsync(args[1..]),
    ["user", ..] => await User.RunAsync(args[1..], Console.Out, Console.Error),
    ["verify", ..] => Verify.Run(args[1..], Console.Out, Console.Error),
    ["witness", ..] => await Witness.RunAsync(args[1..], Console.Out, Console.Error),
    ["run", ..] => await Serve.RunAsync(args[1..]),
    [] or [['-', ..], ..] => await Serve.RunAsync(args),
    _ => Unknown.Verb(args[0], Console.Error),
};
